import { watchAnswerer, type Answerer } from "./answerer";
import { bold, converse, say } from "./conversation";
import { element } from "./element";
import { signedInAs, signIn, signOut } from "./session";

/** The page's own program: one tab, which stays open while the traffic moves below it. */

const inChat = document.body.dataset["page"] === "chat";
let last: Answerer | undefined;

function show(seen: Answerer | null): void {
  const words = element("answering", HTMLParagraphElement).querySelector("span");
  document.documentElement.dataset["color"] = seen?.color ?? "";
  if (seen === null) {
    words?.replaceChildren("nobody answers");
    return;
  }
  words?.replaceChildren(bold(seen.color), ` ${seen.version} `, small(seen.pod));
  const moved = last !== undefined && last.color !== seen.color;
  if (moved && inChat) void tell(seen);
  last = seen;
}

/** Says that the traffic moved, and whether one is still known there. */
async function tell({ color, version }: Answerer): Promise<void> {
  const email = await signedInAs();
  const still = email === null ? "you are no longer signed in" : "you are still signed in";
  const line = say("moved", bold(color), ` ${version} answers now; ${still}.`);
  line.dataset["color"] = color;
}

function small(text: string): HTMLElement {
  const word = document.createElement("small");
  word.textContent = text;
  return word;
}

element("signin", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  void signIn(element("email", HTMLInputElement).value).then((problem) => {
    if (problem === null) location.assign("/");
    else element("refused", HTMLParagraphElement).textContent = problem;
  });
});

element("composer", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  const message = element("message", HTMLInputElement);
  void converse(message.value);
  message.value = "";
});

element("signout", HTMLButtonElement).addEventListener("click", () => {
  void signOut().then(() => {
    location.assign("/signin");
  });
});

if (inChat) {
  void signedInAs().then((email) => {
    element("who", HTMLSpanElement).textContent = email ?? "";
  });
}
void watchAnswerer(show);
