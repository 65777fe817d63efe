/** Who is signed in; null: nobody, or it could not be asked. */
export async function signedInAs(): Promise<string | null> {
  const answer = await fetch("/api/auth/get-session").catch(() => null);
  if (answer?.ok !== true) return null;
  return /"email":"([^"]*)"/.exec(await answer.text())?.[1] ?? null;
}

/** @returns what is in the way; null: nothing */
export async function signIn(email: string): Promise<string | null> {
  // There is nothing to protect here, and so nothing to remember.
  const answer = await post("/api/auth/sign-in/email", { email, password: "any" });
  if (answer?.ok === true) return null;
  return answer === null ? "No answer came." : `It answered ${String(answer.status)}.`;
}

export async function signOut(): Promise<void> {
  await post("/api/auth/sign-out", {});
}

function post(path: string, content: unknown): Promise<Response | null> {
  return fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(content),
  }).catch(() => null);
}
