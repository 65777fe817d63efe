import { said } from "../../../ops/said";
import type { Clock } from "../../clock";
import type { StartTimes } from "../pods/startTimes";
import type { Properties } from "../provider/envelope";
import { InitializationError, type Created, type ResourceKind } from "../provider/kind";
import type { Container } from "./engine/container";
import type { DockerEngine } from "./engine/dockerEngine";
import { containerSettings } from "./engine/settings";
import { nameInDocker } from "./names";

/** What the provider cannot change on a container that is there: ForceNew in its schema. */
const FORCE_NEW = [
  "name",
  "image",
  "command",
  "entrypoints",
  "envs",
  "labels",
  "networksAdvanced",
  "networkMode",
  "uploads",
  "volumes",
  "mounts",
  "ports",
  "hosts",
  "hostname",
  "domainname",
  "user",
  "groupAdds",
  "capabilities",
  "securityOpts",
  "privileged",
  "readOnly",
  "workingDir",
  "logDriver",
  "logOpts",
  "stopSignal",
  "stopTimeout",
  "shmSize",
  "sysctls",
  "ulimits",
  "cpus",
  "gpus",
  "devices",
  "dns",
  "dnsOpts",
  "dnsSearches",
  "ipcMode",
  "pidMode",
  "usernsMode",
  "cgroupnsMode",
  "cgroupParent",
  "platform",
  "runtime",
  "storageOpts",
  "stdinOpen",
  "tty",
  "publishAllPorts",
];

const NO_HEALTH_CHECK =
  "you have supplied a 'wait' argument, but the container does not have a healthcheck defined. Please remove the " +
  "'wait' argument or add a 'healthcheck' attribute";

export interface ContainerKindParts {
  engine: DockerEngine;
  clock: Clock;
  startTimes: StartTimes;
}

/** docker.Container, as pulumi-docker 5 makes it: a one-shot's exit code is an output and no failure. */
export function containerKind(parts: ContainerKindParts): ResourceKind {
  const { engine, clock } = parts;
  return {
    replaceOn: FORCE_NEW,
    ...nameInDocker,
    create: async ({ name, inputs }) => {
      const container = engine.createContainer(name, containerSettings.parse(inputs));
      const failure = await become(container, parts);
      const created: Created = { id: container.id, computed: computedOf(container) };
      if (failure !== null) throw new InitializationError(failure, created, [failure]);
      return created;
    },
    // Memory and the like: nothing here has a limit.
    update: (id) => {
      const container = engine.container(id);
      return Promise.resolve(container === undefined ? {} : computedOf(container));
    },
    delete: (id, { inputs }) => {
      const { attach, destroyGraceSeconds } = containerSettings.parse(inputs);
      return engine.removeContainer(id, attach ? 0 : clock.ms(destroyGraceSeconds));
    },
  };
}

/** Starts it and waits for what its inputs say. @returns why it is not what it should be; null when it is */
async function become(container: Container, parts: ContainerKindParts): Promise<string | null> {
  const { start, wait, attach, mustRun } = container.settings;
  if (!start) return null;
  try {
    await container.start();
  } catch (error) {
    return `Unable to start container: ${said(error)}`;
  }
  if (wait) return becomeHealthy(container, parts);
  if (attach) await container.ended();
  return mustRun && container.status === "exited" ? "container exited immediately" : null;
}

/** The time to wait passes with the clock, but a start takes what it takes on this machine. */
async function becomeHealthy(
  container: Container,
  { clock, startTimes }: ContainerKindParts,
): Promise<string | null> {
  const { healthcheck, waitTimeout } = container.settings;
  if (healthcheck === undefined) return NO_HEALTH_CHECK;
  const startMs = Date.now();
  const timeoutMs = Math.max(clock.ms(waitTimeout), startTimes.allowanceMs);
  if (await container.becameHealthy(timeoutMs)) {
    startTimes.seen(Date.now() - startMs);
    return null;
  }
  return "container failed to be in healthy state";
}

function computedOf(container: Container): Properties {
  const { settings, status, exitCode, logs } = container;
  return {
    networkDatas: settings.networksAdvanced.map(({ name }) => ({ networkName: name })),
    ...(status === "exited" && exitCode !== null ? { exitCode } : {}),
    ...(settings.attach && settings.logs ? { containerLogs: logs } : {}),
    bridge: "",
  };
}
