import { credentials, type ClientUnaryCall, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckRequest,
  type CheckResponse,
  ConfigureRequest,
  type ConfigureResponse,
  CreateRequest,
  type CreateResponse,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  InvokeRequest,
  type InvokeResponse,
  ReadRequest,
  type ReadResponse,
  UpdateRequest,
  type UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { diffInputs, type Diff } from "./diff";
import type { Properties } from "./envelope";
import { unary, type Created, type Found } from "./rpc";
import type { ResourceState } from "./state";
import { fromStruct, toStruct } from "./struct";
import { urnName, urnType } from "./urn";

export interface CheckFailure {
  property: string;
  reason: string;
}

export interface Checked {
  inputs: Properties;
  failures: CheckFailure[];
}

type Start<Response> = (
  done: (error: ServiceError | null, response: Response) => void,
) => ClientUnaryCall;

/** One package's provider server, at a port of this machine. */
export class ProviderClient {
  private readonly client: ResourceProviderClient;
  private readonly pending = new Set<ClientUnaryCall>();

  constructor(port: number) {
    this.client = new ResourceProviderClient(
      `127.0.0.1:${String(port)}`,
      credentials.createInsecure(),
      { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 },
    );
  }

  async configure(urn: string, id: string, inputs: Properties): Promise<void> {
    const request = new ConfigureRequest()
      .setUrn(urn)
      .setName(urnName(urn))
      .setType(urnType(urn))
      .setId(id)
      .setArgs(toStruct(inputs))
      .setAcceptsecrets(true)
      .setAcceptresources(true)
      .setSendsOldInputs(true)
      .setSendsOldInputsToDelete(true);
    const response = await this.call<ConfigureResponse>((done) =>
      this.client.configure(request, done),
    );
    if (!response.getAcceptsecrets()) {
      throw new Error(
        `The provider of ${urn} does not accept secrets, and would be given them in plain text.`,
      );
    }
  }

  async check(urn: string, olds: Properties | undefined, news: Properties): Promise<Checked> {
    const request = new CheckRequest()
      .setUrn(urn)
      .setName(urnName(urn))
      .setType(urnType(urn))
      .setOlds(toStruct(olds ?? {}))
      .setNews(toStruct(news));
    const response = await this.call<CheckResponse>((done) => this.client.check(request, done));
    const failures = response.getFailuresList().map((failure) => ({
      property: failure.getProperty(),
      reason: failure.getReason(),
    }));
    return { inputs: fromStruct(response.getInputs()), failures };
  }

  async diff(old: ResourceState, news: Properties, ignoreChanges: string[]): Promise<Diff> {
    const request = new DiffRequest()
      .setId(old.id)
      .setUrn(old.urn)
      .setName(urnName(old.urn))
      .setType(old.type)
      .setOlds(toStruct(old.outputs))
      .setOldInputs(toStruct(old.inputs))
      .setNews(toStruct(news))
      .setIgnorechangesList(ignoreChanges);
    const response = await this.call<DiffResponse>((done) => this.client.diff(request, done));
    if (response.getChanges() === DiffResponse.DiffChanges.DIFF_UNKNOWN) {
      return diffInputs(old.inputs, news);
    }
    return {
      changes: response.getChanges() === DiffResponse.DiffChanges.DIFF_SOME,
      replaces: response.getReplacesList(),
      diffs: response.getDiffsList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(state: ResourceState): Promise<Created> {
    const request = new CreateRequest()
      .setUrn(state.urn)
      .setName(urnName(state.urn))
      .setType(state.type)
      .setProperties(toStruct(state.inputs))
      .setTimeout(state.customTimeouts.create);
    const response = await this.call<CreateResponse>((done) => this.client.create(request, done));
    if (response.getId() === "") {
      throw new Error("provider did not return an ID from Create");
    }
    return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
  }

  /** @returns an empty id for one that is gone */
  async read(old: ResourceState): Promise<Found> {
    const request = new ReadRequest()
      .setId(old.id)
      .setUrn(old.urn)
      .setName(urnName(old.urn))
      .setType(old.type)
      .setProperties(toStruct(old.outputs))
      .setInputs(toStruct(old.inputs));
    const response = await this.call<ReadResponse>((done) => this.client.read(request, done));
    const inputs = response.getInputs();
    return {
      id: response.getId(),
      outputs: fromStruct(response.getProperties()),
      inputs: inputs === undefined ? undefined : fromStruct(inputs),
    };
  }

  async update(old: ResourceState, state: ResourceState): Promise<Properties> {
    const request = new UpdateRequest()
      .setId(old.id)
      .setUrn(old.urn)
      .setName(urnName(old.urn))
      .setType(old.type)
      .setOlds(toStruct(old.outputs))
      .setOldInputs(toStruct(old.inputs))
      .setNews(toStruct(state.inputs))
      .setTimeout(state.customTimeouts.update)
      .setIgnorechangesList(state.ignoreChanges);
    const response = await this.call<UpdateResponse>((done) => this.client.update(request, done));
    return fromStruct(response.getProperties());
  }

  async delete(old: ResourceState): Promise<void> {
    const request = new DeleteRequest()
      .setId(old.id)
      .setUrn(old.urn)
      .setName(urnName(old.urn))
      .setType(old.type)
      .setProperties(toStruct(old.outputs))
      .setOldInputs(toStruct(old.inputs))
      .setTimeout(old.customTimeouts.delete);
    await this.call<Empty>((done) => this.client.delete(request, done));
  }

  async invoke(
    token: string,
    args: Properties,
  ): Promise<{ result: Properties; failures: CheckFailure[] }> {
    const request = new InvokeRequest().setTok(token).setArgs(toStruct(args));
    const response = await this.call<InvokeResponse>((done) => this.client.invoke(request, done));
    const failures = response.getFailuresList().map((failure) => ({
      property: failure.getProperty(),
      reason: failure.getReason(),
    }));
    return { result: fromStruct(response.getReturn()), failures };
  }

  /** Cuts off whatever call is still under way. */
  close(): void {
    for (const pending of this.pending) pending.cancel();
    this.client.close();
  }

  private call<Response>(start: Start<Response>): Promise<Response> {
    return unary<Response>((done) => {
      const pending = start((error, response) => {
        this.pending.delete(pending);
        done(error, response);
      });
      this.pending.add(pending);
    });
  }
}
