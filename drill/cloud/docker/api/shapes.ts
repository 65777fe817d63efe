import type { Container } from "../engine/container";
import type { Volume } from "../engine/dockerEngine";
import { mountPointsOf } from "../engine/settings";

/** Of the API for a time that has not come. */
const NEVER = "0001-01-01T00:00:00Z";

/** A container in the answer of GET /containers/json. */
export function summary(container: Container) {
  const { id, settings, labels, createdMs, status } = container;
  return {
    Id: id,
    Names: [`/${settings.name}`],
    Image: settings.image,
    Labels: labels,
    Created: Math.floor(createdMs / 1000),
    State: status,
    Status: statusOf(container),
    Ports: settings.ports.map(({ internal, external = internal }) => ({
      IP: "127.0.0.1",
      PrivatePort: internal,
      PublicPort: external,
      Type: "tcp",
    })),
    Mounts: mountsOf(container),
  };
}

/** GET /containers/{id}/json */
export function inspectContainer(container: Container) {
  const { id, settings, labels, createdMs, status, health } = container;
  return {
    Id: id,
    Name: `/${settings.name}`,
    Created: new Date(createdMs).toISOString(),
    Image: settings.image,
    State: {
      Status: status,
      Running: status === "running",
      ExitCode: container.exitCode ?? 0,
      StartedAt: timeOf(container.startedMs),
      FinishedAt: timeOf(container.finishedMs),
      ...(health === null ? {} : { Health: { Status: health } }),
    },
    Config: { Image: settings.image, Labels: labels, Env: settings.envs },
    Mounts: mountsOf(container),
    NetworkSettings: { Ports: portsOf(container), Networks: networksOf(container) },
  };
}

export function inspectVolume({ name, labels, mountpoint, createdMs }: Volume) {
  return {
    Name: name,
    Driver: "local",
    Labels: labels,
    Mountpoint: mountpoint,
    CreatedAt: new Date(createdMs).toISOString(),
  };
}

/** As `docker ps` prints it. */
function statusOf({ status, exitCode, health }: Container): string {
  if (status === "exited") return `Exited (${exitCode ?? 0}) just now`;
  if (status !== "running") return status;
  return health === null ? "Up" : `Up (${health})`;
}

function timeOf(ms: number | null): string {
  return ms === null ? NEVER : new Date(ms).toISOString();
}

function mountsOf({ settings }: Container) {
  return Object.entries(mountPointsOf(settings)).map(([Name, Destination]) => ({
    Type: "volume",
    Name,
    Destination,
  }));
}

function portsOf({ settings }: Container) {
  return Object.fromEntries(
    settings.ports.map(({ internal, external = internal }) => [
      `${internal}/tcp`,
      [{ HostIp: "127.0.0.1", HostPort: String(external) }],
    ]),
  );
}

function networksOf({ settings }: Container) {
  return Object.fromEntries(
    settings.networksAdvanced.map(({ name, aliases }) => [name, { Aliases: aliases }]),
  );
}
