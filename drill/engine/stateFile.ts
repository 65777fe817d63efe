import type { Deployment } from "@pulumi/pulumi/automation";
import { version } from "@pulumi/pulumi/version";
import { readJson, writeJson } from "./atomicFile";
import type { Json } from "./envelope";
import type { Snapshot } from "./state";
import type { Vault } from "./vault";

/** state.json: the stack as a Pulumi deployment of version 3, its secrets sealed. */
export class StateFile {
  private readonly file: string;
  private readonly vault: Vault;

  constructor(file: string, vault: Vault) {
    this.file = file;
    this.vault = vault;
  }

  read(): Snapshot {
    const content = readJson(this.file);
    if (content === undefined) return { resources: [], pendingOperations: [] };
    // Only write() makes this file; its content has the shape that was put in.
    const opened = this.vault.open((content as StoredDeployment).deployment) as unknown;
    const { resources, pending_operations } = opened as Stored;
    return { resources, pendingOperations: pending_operations };
  }

  write(snapshot: Snapshot): void {
    writeJson(this.file, this.sealed(snapshot));
  }

  /** As it lies on disk: secrets as `ciphertext`. */
  export(): Deployment {
    return this.sealed(this.read());
  }

  private sealed(snapshot: Snapshot): Deployment {
    const stored = {
      manifest: { time: new Date().toISOString(), magic: "", version },
      resources: snapshot.resources,
      pending_operations: snapshot.pendingOperations,
    };
    // Resource states hold JSON alone; their named fields hide that from the compiler.
    return { version: 3, deployment: this.vault.seal(stored as unknown as Json) };
  }
}

interface Stored {
  resources: Snapshot["resources"];
  pending_operations: Snapshot["pendingOperations"];
}

interface StoredDeployment {
  deployment: Json;
}
