import { digestOf, EVERY_PATH, Stack } from "./stack";
import { World } from "./world";

export interface OnePod {
  world: World;
  /** Of the providers, the load balancer, the session store and the pod. */
  ports: number[];
}

/** A cloud with one pod, which leaves the cloud's process id in `pods/cloud.pid`. */
export async function startOnePod(): Promise<OnePod> {
  const command = `echo $PPID > cloud.pid; exec "${process.execPath}" ../app.js 1.0.0`;
  const world = await World.start({ app: { command, env: {} } });
  await world.cloud.publish({ digest: digestOf("a"), version: "1.0.0" });
  const stack = await Stack.create(world);
  await stack.group("blue", { rule: EVERY_PATH });
  await stack.deploy("blue", "a");
  const { listeners, targetGroups } = await world.cloud.observe();
  const target = targetGroups["blue"]?.targets[0];
  const listener = listeners[443];
  if (target === undefined || listener === undefined) throw new Error("nothing is served");
  const ports = [world.cloud.providersPort, listener.port, stack.storePort, target.port];
  return { world, ports };
}
