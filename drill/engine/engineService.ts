import type { IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  LogSeverity,
  type RequirePulumiVersionResponse,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Events } from "./events";
import { handler } from "./monitor";

/** Pulumi's Engine service: what the program logs becomes diagnostics. */
export function engineService(events: Events): IEngineServer {
  let root = "";
  return {
    log: handler((request) => {
      const severities = {
        [LogSeverity.DEBUG]: undefined,
        [LogSeverity.INFO]: "info",
        [LogSeverity.WARNING]: "warning",
        [LogSeverity.ERROR]: "error",
      } as const;
      const severity = severities[request.getSeverity()];
      if (severity !== undefined && !request.getEphemeral()) {
        events.diagnostic(severity, request.getMessage(), request.getUrn());
      }
      return new Empty();
    }),
    getRootResource: handler(() => new GetRootResourceResponse().setUrn(root)),
    setRootResource: handler((request) => {
      root = request.getUrn();
      return new SetRootResourceResponse();
    }),
    startDebugging: handler(() => {
      throw new Error("The embedded engine attaches no debugger.");
    }),
    requirePulumiVersion: handler((): RequirePulumiVersionResponse => {
      throw new Error(
        "The program requires a version of the Pulumi CLI, and the embedded engine is none.",
      );
    }),
  };
}
