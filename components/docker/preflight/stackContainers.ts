import { z } from "zod";
import type { DockerEngine } from "../engine/dockerEngine";
import { LABEL } from "../labels";

const LISTED = z.array(
  z.object({
    Id: z.string(),
    Names: z.array(z.string()).nullish(),
    State: z.string(),
    Labels: z.record(z.string(), z.string()).nullish(),
    Ports: z.array(z.object({ PublicPort: z.number().optional() })).nullish(),
  }),
);

/** A container as the engine lists it. */
export interface ListedContainer {
  id: string;
  name: string;
  isRunning: boolean;
  labels: Readonly<Record<string, string>>;
  publishedPorts: number[];
}

/** Every container that the engine has, the ended ones too. */
export async function containersOf(engine: DockerEngine): Promise<ListedContainer[]> {
  const listed = LISTED.parse(await engine.get("/containers/json?all=true"));
  return listed.map(({ Id, Names, State, Labels, Ports }) => ({
    id: Id,
    name: Names?.[0]?.replace(/^\//, "") ?? Id.slice(0, 12),
    isRunning: State === "running",
    labels: Labels ?? {},
    publishedPorts: (Ports ?? []).flatMap(({ PublicPort }) => PublicPort ?? []),
  }));
}

/** Those of one stack. */
export function ofStack(containers: readonly ListedContainer[], stack: string): ListedContainer[] {
  return containers.filter(({ labels }) => labels[LABEL.stack] === stack);
}
