import type { Properties } from "./envelope";

/** One resource as the engine names it. Its inputs are plain: no envelope reaches a kind. */
export interface Resource {
  /** The last part of its URN. */
  name: string;
  type: string;
  inputs: Properties;
}

export interface Created {
  id: string;
  /** What the cloud adds to the inputs, or says instead of them. */
  computed: Properties;
}

/** What the stand-in does for one type of resource. */
export interface ResourceKind {
  /** Dotted paths of the inputs that cannot be changed in place. */
  readonly replaceOn: readonly string[];
  /** Inputs as the provider completes them. They may be in envelopes, or not be known yet. */
  check?(name: string, news: Properties, olds: Properties): Properties;
  /** Whether old and new cannot be there at the same time. */
  deleteBeforeReplace?(olds: Properties, news: Properties): boolean;
  /** Inputs that replace the resource although they are the same, because of what has become of it. */
  mustReplace?(id: string, news: Properties): string[];
  create(resource: Resource): Promise<Created>;
  /** @returns what is computed now */
  update(id: string, resource: Resource, old: Resource): Promise<Properties>;
  delete(id: string, resource: Resource): Promise<void>;
  /**
   * Those inputs that somebody else has changed, as they are now.
   *
   * @param inputs as the engine's state has them. @default nobody can have. @throws when the cloud cannot be asked
   */
  read?(id: string, inputs: Properties): Promise<Properties>;
  /** What of the outputs are inputs: for a kind whose inputs a refresh can find changed. */
  inputsIn?(outputs: Properties): Properties;
}

/** The object is there, but did not become what it should: Pulumi keeps it and tries again next time. */
export class InitializationError extends Error {
  readonly id: string;
  readonly computed: Properties;
  readonly reasons: string[];

  constructor(message: string, created: Created, reasons: string[]) {
    super(message);
    this.name = "InitializationError";
    this.id = created.id;
    this.computed = created.computed;
    this.reasons = reasons;
  }
}
