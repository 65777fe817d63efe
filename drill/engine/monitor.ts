import { status, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import type { IResourceMonitorServer } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterResourceResponse,
  Result,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { CheckFailure, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { said } from "../../ops/said";
import { readGoal } from "./goal";
import type { Hooks } from "./hooks";
import { fromStruct, toStruct } from "./struct";
import { ShutDown, type Registered, type Update } from "./update";

/** What the SDK may use. What is not named here it refuses by itself, naming it. */
const features = ["secrets", "resourceHooks"];

export interface MonitorOptions {
  update: Update;
  hooks: Hooks;
  names: { stack: string; project: string };
  /** Called when the program has come to its end; it stays alive, for its hooks, until this resolves. */
  onProgramEnd: () => Promise<void>;
}

/** Pulumi's ResourceMonitor service: what the program talks to. */
export function resourceMonitor(options: MonitorOptions): IResourceMonitorServer {
  const { update, hooks, names, onProgramEnd } = options;
  const refuse = <Response>(what: string): Handler<unknown, Response> =>
    handler(() => {
      const message = `The program uses ${what}, which the embedded engine does not have.`;
      update.fail(message);
      throw new Error(message);
    });
  return {
    supportsFeature: handler((request) =>
      new SupportsFeatureResponse().setHassupport(features.includes(request.getId())),
    ),
    registerResource: handler(async (request) => {
      const goal = refusing(update, () => readGoal(request, names));
      return registeredResponse(await update.register(goal));
    }),
    registerResourceOutputs: handler(async (request) => {
      await update.registerOutputs(request.getUrn(), fromStruct(request.getOutputs()));
      return new Empty();
    }),
    registerResourceHook: handler((request) => {
      hooks.register(request);
      return new Empty();
    }),
    invoke: handler(async (request) => {
      const token = request.getTok();
      if (request.getProvider() === "") {
        return refusing(update, () => {
          throw new Error(
            `The program calls ${token} with a default provider, which the embedded engine does not have: ` +
              "pass it an explicit provider.",
          );
        });
      }
      const args = fromStruct(request.getArgs());
      const { result, failures } = await update.invoke(token, request.getProvider(), args);
      const response = new InvokeResponse().setReturn(toStruct(result));
      for (const { property, reason } of failures) {
        response.addFailures(new CheckFailure().setProperty(property).setReason(reason));
      }
      return response;
    }),
    signalAndWaitForShutdown: handler(async () => {
      await onProgramEnd();
      return new Empty();
    }),
    getDeploymentInfo: unimplemented,
    call: refuse("a method of a remote component"),
    readResource: refuse("a resource that it reads by its id (`.get`)"),
    registerStackTransform: refuse("a stack transform"),
    registerStackInvokeTransform: refuse("an invoke transform"),
    registerErrorHook: refuse("an error hook"),
    registerPackage: refuse("a parameterized package"),
  };
}

export type Handler<Request, Response> = (
  call: ServerUnaryCall<Request, Response>,
  callback: sendUnaryData<Response>,
) => void;

/** A gRPC handler of a plain function; what that throws is the answer. */
export function handler<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): Handler<Request, Response> {
  return (call, callback) => {
    void (async () => answer(call.request))().then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        // The SDK takes UNAVAILABLE for the end of the update, and ends without a word of its own.
        const code = error instanceof ShutDown ? status.UNAVAILABLE : status.UNKNOWN;
        callback({ code, details: said(error) });
      },
    );
  };
}

/** The SDK then asks feature by feature. */
const unimplemented: Handler<unknown, never> = (_call, callback) => {
  callback({ code: status.UNIMPLEMENTED, details: "GetDeploymentInfo is not implemented" });
};

function refusing<Result>(update: Update, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    update.fail(said(error));
    throw error;
  }
}

function registeredResponse(registered: Registered): RegisterResourceResponse {
  return new RegisterResourceResponse()
    .setUrn(registered.urn)
    .setId(registered.id)
    .setObject(toStruct(registered.outputs))
    .setResult(Result.SUCCESS);
}
