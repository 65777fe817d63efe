import { main } from "@pulumi/pulumi/provider";
import { said } from "../../ops/said";
import type { CloudOptions } from "./cloud";
import type { Answers, FromCloud, FromParent, MethodName, Request } from "./messages";
import { handle, handlersOf, type Handlers } from "./methods";
import { StandInProvider } from "./provider/provider";
import { StandIn } from "./standIn";

/** The cloud's own process. It ends with whoever started it, however that one ended. */

let cloud: StandIn | null = null;
let handlers: Handlers | null = null;

function tell(message: FromCloud): void {
  process.send?.(message);
}

function end(status: number): never {
  cloud?.killAll();
  process.exit(status);
}

process.on("disconnect", () => end(0));
process.on("SIGTERM", () => end(0));
// A Ctrl-C reaches this process too: whoever started it decides what ends when.
process.on("SIGINT", () => undefined);

// The provider's server would go on after what nobody caught; this cloud could not be trusted any more.
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error: unknown) => {
    console.error(error);
    end(1);
  });
}

async function start(options: CloudOptions): Promise<void> {
  cloud = await StandIn.start(options, (build) => {
    tell({ kind: "build", build });
  });
  // Prints the port on stdout, as the plugins of the real engine do.
  const provider = new StandInProvider(cloud.kinds);
  handlers = handlersOf(cloud, provider);
  await main(provider, []);
  const { caFile, redis, awsEndpoint, dockerHost, siteCertificate } = cloud;
  tell({ kind: "started", caFile, redis, awsEndpoint, dockerHost, siteCertificate });
}

async function answer(request: Request): Promise<Answers[MethodName]> {
  if (handlers === null) throw new Error("the cloud has not started");
  return handle(handlers, request);
}

process.on("message", (message: FromParent) => {
  if (message.kind === "start") {
    start(message.options).catch((error: unknown) => {
      console.error(error);
      end(1);
    });
    return;
  }
  answer(message).then(
    (value) => {
      tell({ kind: "answer", id: message.id, value });
    },
    (error: unknown) => {
      tell({ kind: "refusal", id: message.id, message: said(error) });
    },
  );
});
