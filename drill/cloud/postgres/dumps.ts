import { execFile } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { promisify } from "node:util";
import type { Dumped } from "../cloud";
import type { Cluster } from "../kubernetes/cluster";
import type { Processes } from "../pods/processes";
import { ScriptPods } from "../pods/scriptPods";
import { startPostgres } from "./postgres";
import { loopbackUrl } from "./ready";
import { sampleData, WRITTEN_LATER } from "./sampleData";
import type { Postgres } from "./server";

/** Name of the database in the program's address of it. */
const DATABASE = "lobechat";

const BACKUP = "backups-hourly";

const COUNT =
  "select json_build_object('public.users', (select count(*) from users), 'public.messages', (select count(*) from messages), 'public.ai_providers', (select count(*) from ai_providers), 'drizzle.__drizzle_migrations', (select count(*) from drizzle.__drizzle_migrations))";

export interface DumpsParts {
  cluster: Cluster;
  processes: Processes;
  workDir: string;
  /** Where the buckets are. */
  s3Root: string;
}

/** A real PostgreSQL for as long as somebody dumps and restores it, by the scripts of the program's own Jobs. */
export class Dumps {
  readonly #parts: DumpsParts;
  #postgres: Postgres | undefined;
  #pods: ScriptPods | undefined;

  constructor(parts: DumpsParts) {
    this.#parts = parts;
    mkdirSync(parts.s3Root, { recursive: true });
  }

  /** Starts it, with a small LobeHub's data. @returns why there is none; "" when there is one */
  async start(): Promise<string> {
    const { cluster } = this.#parts;
    const postgres = await startPostgres(DATABASE, this.#parts);
    if (typeof postgres === "string") return postgres;
    this.#postgres = postgres;
    const pods = new ScriptPods({
      ...this.#parts,
      configurations: cluster.configurations,
      postgresPort: postgres.port,
    });
    this.#pods = pods;
    cluster.runScripts = (name, { metadata, spec }) =>
      pods.run(name, metadata.namespace, spec.template);
    const { namespace } = this.#backup().metadata;
    const secrets = cluster.configurations.valuesOf("Secret", namespace, DATABASE);
    await this.#sql(sampleData(secrets["KEY_VAULTS_SECRET"] ?? ""));
    return "";
  }

  /** Runs the hourly backup out of turn; then somebody writes something more. @throws Error when it failed */
  async dump(): Promise<Dumped> {
    const { metadata, spec } = this.#backup();
    const rows = JSON.parse(await this.#sql(COUNT)) as Record<string, number>;
    const began = Date.now();
    const failure = await this.#pods?.run(
      BACKUP,
      metadata.namespace,
      spec.jobTemplate.spec.template,
    );
    if (failure !== "") throw new Error(`the backup failed: ${failure ?? "no database runs"}`);
    const ms = Date.now() - began;
    await this.#sql(WRITTEN_LATER);
    const { s3Root } = this.#parts;
    const [key] = readdirSync(s3Root, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".dump"))
      .sort()
      .reverse();
    const [, bytes, sha256] = /-(\d+)-([0-9a-f]{64})\.dump$/.exec(key ?? "") ?? [];
    if (key === undefined || bytes === undefined || sha256 === undefined)
      throw new Error("the backup left no dump");
    return { snapshot: key.replace(/^[^/]+\//, ""), bytes: Number(bytes), sha256, rows, ms };
  }

  stop(): void {
    this.#postgres?.stop();
    this.#postgres = undefined;
    this.#parts.cluster.runScripts = undefined;
  }

  #backup() {
    const backup = this.#parts.cluster.cronJobs.get(BACKUP);
    if (backup === undefined) throw new Error(`there is no CronJob ${BACKUP}`);
    return backup;
  }

  async #sql(statements: string): Promise<string> {
    if (this.#postgres === undefined) throw new Error("no database runs");
    const url = loopbackUrl(this.#postgres.port, DATABASE);
    const psql = promisify(execFile)("psql", [url, "-v", "ON_ERROR_STOP=1", "-qtAc", statements]);
    return (await psql).stdout;
  }
}
