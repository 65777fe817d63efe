import { ask } from "../../ops/ask";
import { Refusal } from "../../ops/refusal";
import type { Terminal } from "../../ops/tools";
import type { Standing } from "./standing";
import type { Visitors } from "./visitors";

/** A production stack is drilled by nobody who has not named it twice. @throws Refusal: nothing was changed */
export function refuseNamedOnce(
  { stack: { name }, production }: Pick<Standing, "stack" | "production">,
  again: string | undefined,
): void {
  if (again === undefined ? !production : again === name) return;
  const what = production ? `${name} is a production stack` : `${String(again)} is not ${name}`;
  throw new Refusal(
    `${what}: name it twice, as in --stack ${name} --stack-again ${name}. Nothing was changed.`,
  );
}

/** Says what is going to happen, and asks whether it may. @throws Refusal: nothing was changed */
export async function consent(
  terminal: Terminal,
  standing: Standing,
  { users, streams, signIn }: Pick<Visitors, "users" | "streams" | "signIn">,
  yes: boolean | undefined,
): Promise<void> {
  const { stack, platform, deployed, from, to } = standing;
  const [leaving, coming] = [deployed.releases[from].name, deployed.releases[to].name];
  const who = signIn
    ? `${String(users)} users sign up and hold ${String(streams)} chats open`
    : `${String(users)} users look at /api/version, /signin and its scripts; nobody signs in`;
  const lines = [
    `Drill against stack ${stack.name} (${platform}), ${deployed.url}`,
    `  ${who}, throughout.`,
    `  A preview shows what a flip would change: the traffic rule alone, or the drill ends there.`,
    `  A flip moves everybody from ${from} ${leaving} to ${to} ${coming}, a rollback brings them back.`,
    `  It stops at the first broken promise. Whatever happens, ${from} serves at the end.`,
  ];
  for (const line of lines) terminal.tell(line);
  await ask(terminal, `Move all users of ${deployed.url} to ${to} ${coming} and back?`, yes);
}
