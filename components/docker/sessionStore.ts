import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { REDIS_PORT } from "../app/ports";
import { dataVolume } from "./dataVolume";
import { envsOf } from "./environment";
import { partContainer } from "./partContainer";
import { healthcheck } from "./healthcheck";
import type { Place } from "./place";

const CONF_FILE = "/etc/redis/redis.conf";
/** Of the container's limit: what is left is for the copy that Redis makes of itself while it writes. */
const SHARE_OF_MEMORY = 0.6;

export interface SessionStoreArgs {
  place: Place;
  /** Whether the store, and with it every login, is kept from deletion. */
  protect: boolean;
}

/**
 * The Redis that keeps sign-in sessions, and nothing else keeps them. Both colours use it, so that a user stays
 * signed in when traffic moves. It never evicts: an evicted session is a user who is logged out.
 */
export class SessionStore extends pulumi.ComponentResource {
  /** `redis://` URL with the password in it. A secret. */
  readonly url: pulumi.Output<string>;
  readonly password: pulumi.Output<string>;
  readonly container: pulumi.Resource;

  constructor(name: string, args: SessionStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:SessionStore", name, {}, opts);
    const { place, protect } = args;
    const kept = { parent: this, protect, retainOnDelete: protect };
    // Letters and digits alone, because other symbols would break the URL.
    const password = new random.RandomPassword(name, { length: 64, special: false }, kept);
    this.password = pulumi.secret(password.result);
    const volume = dataVolume(name, { protect }, { parent: this });
    const memoryMiB = place.memoryMiB.sessions;

    this.container = partContainer(
      name,
      {
        place,
        part: name,
        image: place.images.of.sessions,
        aliases: [name],
        memoryMiB,
        user: "redis",
        entrypoints: ["redis-server"],
        command: [CONF_FILE],
        uploads: [{ file: CONF_FILE, content: pulumi.secret(confOf(password.result, memoryMiB)) }],
        envs: envsOf({ REDISCLI_AUTH: this.password }),
        volumes: [{ volumeName: volume.name, containerPath: "/data" }],
        healthcheck: healthcheck(["CMD-SHELL", "redis-cli ping | grep -q PONG"], 30),
        wait: true,
        waitTimeout: 60,
        destroyGraceSeconds: 30,
      },
      // Two of them would write one file.
      { parent: this, deleteBeforeReplace: true },
    );
    this.url = pulumi.secret(
      pulumi.interpolate`redis://:${password.result}@${name}:${REDIS_PORT}/0`,
    );
    this.registerOutputs({});
  }
}

function confOf(password: pulumi.Input<string>, memoryMiB: number): pulumi.Output<string> {
  return pulumi.interpolate`bind 0.0.0.0
port ${REDIS_PORT}
dir /data
requirepass ${password}
maxmemory ${Math.floor(memoryMiB * SHARE_OF_MEMORY)}mb
maxmemory-policy noeviction
appendonly yes
`;
}
