import type { IncomingMessage } from "node:http";
import { INSPECTED_BYTES } from "./asked";

/**
 * Waits for as much of a body as the firewall looks at. What was read is no longer in the request: it has to be sent
 * on before the rest.
 *
 * @returns undefined when the client went away meanwhile
 */
export function bodyStart(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    let start = Buffer.alloc(0);
    const done = (read: Buffer | undefined) => {
      request.off("data", onData).off("end", onEnd).off("close", onClose).pause();
      resolve(read);
    };
    const onData = (chunk: Buffer) => {
      start = Buffer.concat([start, chunk]);
      if (start.length > INSPECTED_BYTES) done(start);
    };
    const onEnd = () => {
      done(start);
    };
    const onClose = () => {
      done(undefined);
    };
    request.on("data", onData).on("end", onEnd).on("close", onClose);
  });
}
