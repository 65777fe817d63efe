import { seconds } from "../../report/words";
import { PODS } from "../stackConfig";
import { healthyOf, type Fault, type FaultPlace, type Happened } from "./fault";
import { until } from "./until";

const PATIENCE_MS = 30_000;

export const INSTANCE_KILLED: Fault = {
  id: "instance-killed",
  title: "an instance of blue is killed",
  name: "an instance of the active color killed under load",
  happen: (place) => broken(place, { group: "blue", pods: "one", how: "kill" }),
};

async function broken(
  { cloud }: FaultPlace,
  fault: Parameters<FaultPlace["cloud"]["breakPods"]>[0],
): Promise<Happened> {
  const began = Date.now();
  await cloud.breakPods(fault);
  const group = fault.group === "green" ? "green" : "blue";
  await until(PATIENCE_MS, async () => (await healthyOf(cloud, group)) < PODS);
  const back = await until(PATIENCE_MS, async () => (await healthyOf(cloud, group)) === PODS);
  return {
    asItShould: back,
    note: back
      ? `all ${PODS} serve again after ${seconds(Date.now() - began)}`
      : "it did not come back",
  };
}
