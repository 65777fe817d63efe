/** Who answered a request: what the load balancer and the app say of themselves. */
export interface Answerer {
  /** "" where it is neither of the two. */
  color: "blue" | "green" | "";
  version: string;
  pod: string;
}

const EVERY_MS = 1000;
const PATIENCE_MS = 5000;

/** @param answer to a request for /api/version */
async function answererOf(answer: Response): Promise<Answerer> {
  const said: unknown = await answer.json();
  const told = typeof said === "object" && said !== null && "version" in said;
  return {
    color: colorOf(answer),
    version: told ? String(said.version) : "",
    pod: answer.headers.get("x-pod") ?? "",
  };
}

/** The color that answered. */
export function colorOf({ headers }: Response): Answerer["color"] {
  const [color] = (headers.get("x-drill-target-group") ?? "").split("-");
  return color === "blue" || color === "green" ? color : "";
}

/**
 * Asks again and again who answers, for as long as the page is open.
 * @param onSeen is told null when nobody does
 */
export async function watchAnswerer(onSeen: (seen: Answerer | null) => void): Promise<never> {
  for (;;) {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    onSeen(
      await fetch("/api/version", { signal })
        .then((answer) => (answer.ok ? answererOf(answer) : null))
        .catch(() => null),
    );
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
