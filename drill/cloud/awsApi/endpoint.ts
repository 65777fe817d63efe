import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { said } from "../../../ops/said";
import { closeNow, listenOnLoopback } from "../loopback";
import { answerRequest, type ApiAnswer, type Services } from "./protocols";

/** Where AWS's API is asked, on 127.0.0.1 and a port of its own. Everybody may do everything. */
export class AwsEndpoint {
  readonly #server: Server;

  /** @param answerGet S3 alone is asked by GET: its answer to a path */
  constructor(services: Services, answerGet: (path: string) => ApiAnswer = noBuckets) {
    this.#server = createServer((request, response) => {
      text(request)
        .then((asked) => {
          const { status, headers, body } =
            request.method === "GET"
              ? answerGet(request.url ?? "/")
              : answerRequest(services, request.headers, asked);
          response.writeHead(status, headers).end(body);
        })
        // Of one who is gone nobody hears this; the endpoint goes on for everybody else.
        .catch((error: unknown) => response.writeHead(400).end(said(error)));
    });
  }

  /** @returns its URL */
  async listen(): Promise<string> {
    return `http://127.0.0.1:${await listenOnLoopback(this.#server)}`;
  }

  close(): Promise<void> {
    return closeNow(this.#server);
  }
}

function noBuckets(): ApiAnswer {
  return { status: 404, headers: {}, body: "" };
}
