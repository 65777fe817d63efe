import { Metadata, type ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Properties } from "./envelope";
import { fromStruct } from "./struct";

export interface Created {
  id: string;
  outputs: Properties;
}

/** What a provider finds under an id. */
export interface Found extends Created {
  /** undefined: the provider does not tell them apart from what is known already. */
  inputs: Properties | undefined;
}

/** The resource is there, but did not get ready: it stays in the state, with these reasons. */
export class InitError extends Error {
  readonly created: Created;
  readonly reasons: string[];

  /** As the real engine says it: the reasons alone, and how many there are. */
  constructor(created: Created, reasons: string[]) {
    const count = reasons.length === 1 ? "1 error" : `${String(reasons.length)} errors`;
    super([`${count} occurred:`, ...reasons.map((reason) => `\t* ${reason}`)].join("\n"));
    this.created = created;
    this.reasons = reasons;
  }
}

/** A gRPC call as a promise. @throws InitError, or Error with the server's own words. */
export function unary<Response>(
  start: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    start((error, response) => {
      if (error === null) resolve(response);
      else reject(initError(error) ?? new Error(error.details));
    });
  });
}

/** gRPC's own way to send an error with a body: a Status message in the trailing metadata. */
function initError(error: ServiceError): InitError | undefined {
  const metadata = error.metadata instanceof Metadata ? error.metadata : new Metadata();
  const [encoded] = metadata.get("grpc-status-details-bin");
  if (!(encoded instanceof Uint8Array)) return undefined;
  for (const detail of Status.deserializeBinary(encoded).getDetailsList()) {
    if (!detail.getTypeUrl().endsWith("pulumirpc.ErrorResourceInitFailed")) continue;
    const failed = ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
    const created = { id: failed.getId(), outputs: fromStruct(failed.getProperties()) };
    return new InitError(created, failed.getReasonsList());
  }
  return undefined;
}
