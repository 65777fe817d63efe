/**
 * The parts of a chat's answer as they come.
 * @returns whether it came to its own end
 */
export async function readStream(
  body: ReadableStream<BufferSource>,
  onText: (text: string) => void,
): Promise<boolean> {
  let rest = "";
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + piece).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      if (event.includes("event: stop")) return true;
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) onText(String(JSON.parse(data)));
    }
  }
  return false;
}
