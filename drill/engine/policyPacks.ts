import { readPolicyFile, type PolicyFile } from "./policyConfig";
import { PolicyPack } from "./policyPack";
import { startPolicyProcess, type PolicyProcess } from "./policyProcess";

interface Started {
  server: PolicyProcess;
  pack: Promise<PolicyPack>;
}

/** Which packs an update is held to, as the Automation API's options name them. */
export interface PolicyOptions {
  /** Folders with a PulumiPolicy.yaml. */
  policyPacks?: string[];
  /** A JSON file of each of them; none, or as many as there are packs. */
  policyPackConfigs?: string[];
}

/**
 * Policy packs that run. The CLI starts a pack for every command; here it is started once for each configuration
 * that it is asked for with, and kept.
 */
export class PolicyPacks {
  readonly #started = new Map<string, Started>();
  readonly #closeWithUs = (): void => {
    this.close();
  };

  /** @throws Error when a pack does not start, or its configuration is none */
  async load({ policyPacks = [], policyPackConfigs = [] }: PolicyOptions): Promise<PolicyPack[]> {
    if (policyPackConfigs.length > 0 && policyPackConfigs.length !== policyPacks.length) {
      throw new Error(
        "the number of policyPackConfigs must match the number of policyPacks: each pack has its own",
      );
    }
    return Promise.all(
      policyPacks.map((folder, index) => {
        const path = policyPackConfigs[index];
        return this.#pack(folder, path === undefined ? {} : readPolicyFile(path));
      }),
    );
  }

  close(): void {
    process.off("exit", this.#closeWithUs);
    for (const { server } of this.#started.values()) server.kill();
    this.#started.clear();
  }

  #pack(folder: string, file: PolicyFile): Promise<PolicyPack> {
    const key = JSON.stringify([folder, file]);
    const running = this.#started.get(key);
    if (running !== undefined) return running.pack;
    if (this.#started.size === 0) process.once("exit", this.#closeWithUs);
    const server = startPolicyProcess(folder);
    const pack = PolicyPack.start(folder, file, server.port);
    this.#started.set(key, { server, pack });
    // One that did not start is started anew when it is asked for again.
    pack.catch(() => {
      server.kill();
      this.#started.delete(key);
    });
    return pack;
  }
}
