import { colorOf } from "./answerer";
import { element } from "./element";
import { readStream } from "./stream";

const list = element("conversation", HTMLOListElement);

/** Adds a line at the end of the conversation, and shows it. */
export function say(kind: "mine" | "answer" | "moved" | "problem", ...text: (string | Node)[]) {
  const line = document.createElement("li");
  line.className = kind;
  line.append(...text);
  list.append(line);
  showEnd();
  return line;
}

export function bold(text: string): HTMLElement {
  const word = document.createElement("b");
  word.textContent = text;
  return word;
}

/** Sends what was written, and shows the answer as it comes, word by word. */
export async function converse(content: string): Promise<void> {
  say("mine", content);
  const answer = await fetch("/webapi/chat/openai", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ messages: [{ role: "user", content }] }),
  }).catch(() => null);
  if (answer?.ok !== true || answer.body === null) {
    say("problem", whyNot(answer?.status));
    return;
  }
  const line = say("answer", by(colorOf(answer)));
  line.dataset["color"] = colorOf(answer);
  const ended = await readStream(answer.body, (text) => {
    line.append(text);
    showEnd();
  }).catch(() => false);
  line.dataset["ended"] = String(ended);
  if (!ended) say("problem", "That answer was cut off.");
}

function by(color: string): HTMLElement {
  const word = document.createElement("small");
  word.textContent = color;
  return word;
}

function whyNot(status: number | undefined): string {
  if (status === 401) return "You are not signed in any more: open this page again.";
  return status === undefined ? "No answer came." : `No answer came: ${String(status)}.`;
}

function showEnd(): void {
  list.scrollTop = list.scrollHeight;
}
