import type { ResourceKind } from "../provider/kind";
import type { DockerEngine } from "./engine/dockerEngine";
import { imageSettings, networkSettings, volumeSettings } from "./engine/settings";
import { nameInDocker } from "./names";

/** docker.Network, docker.Volume and docker.RemoteImage. */
export function dockerKinds(engine: DockerEngine): [string, ResourceKind][] {
  return [
    ["docker:index/network:Network", networkKind(engine)],
    ["docker:index/volume:Volume", volumeKind(engine)],
    ["docker:index/remoteImage:RemoteImage", imageKind(engine)],
  ];
}

function networkKind(engine: DockerEngine): ResourceKind {
  return {
    replaceOn: ["name", "driver", "internal", "labels", "options", "ipv6", "ipamConfigs"],
    ...nameInDocker,
    create: ({ inputs }) => {
      const { id } = engine.createNetwork(networkSettings.parse(inputs).name);
      return Promise.resolve({ id, computed: { scope: "local" } });
    },
    update: () => Promise.resolve({ scope: "local" }),
    delete: (id) => {
      engine.removeNetwork(id);
      return Promise.resolve();
    },
  };
}

function volumeKind(engine: DockerEngine): ResourceKind {
  return {
    replaceOn: ["name", "driver", "driverOpts", "labels"],
    ...nameInDocker,
    create: ({ inputs }) => {
      const { name, labels } = volumeSettings.parse(inputs);
      const { mountpoint } = engine.createVolume(name, labels);
      return Promise.resolve({ id: name, computed: { driver: "local", mountpoint } });
    },
    update: () => Promise.resolve({}),
    delete: (id) => {
      engine.removeVolume(id);
      return Promise.resolve();
    },
  };
}

function imageKind(engine: DockerEngine): ResourceKind {
  const computedOf = (reference: string) => {
    const { id: imageId } = engine.images.pull(reference);
    return { imageId, repoDigest: reference.replace(/:[^:@/]+@/, "@") };
  };
  return {
    replaceOn: ["name", "platform", "pullTriggers"],
    create: ({ inputs }) => {
      const { name } = imageSettings.parse(inputs);
      const computed = computedOf(name);
      return Promise.resolve({ id: `${computed.imageId}${name}`, computed });
    },
    update: (_id, { inputs }) => Promise.resolve(computedOf(imageSettings.parse(inputs).name)),
    delete: (_id, { inputs }) => {
      if (inputs["keepLocally"] !== true) {
        const image = engine.images.find(imageSettings.parse(inputs).name);
        if (image !== undefined) engine.images.remove(image.id);
      }
      return Promise.resolve();
    },
  };
}
