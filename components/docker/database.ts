import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { POSTGRES_PORT } from "../app/ports";
import { dataVolume } from "./dataVolume";
import { envsOf } from "./environment";
import { LABEL } from "./labels";
import { partContainer } from "./partContainer";
import { healthcheck } from "./healthcheck";
import type { Place } from "./place";

const NAME = "lobechat";
const DATA_FOLDER = "/var/lib/postgresql/data";

/**
 * A volume that was kept has the password of the stack that made it. Whoever starts the server owns its files, and
 * so may give it the new one.
 */
const START_SCRIPT = `if [ -s "$PGDATA/PG_VERSION" ]; then
  printf "ALTER ROLE ${NAME} PASSWORD '%s';\\n" "$POSTGRES_PASSWORD" | postgres --single -D "$PGDATA" ${NAME} > /dev/null
fi
exec docker-entrypoint.sh postgres
`;

export interface DatabaseArgs {
  place: Place;
  /** Whether the data is kept from deletion. */
  protect: boolean;
  /** Of the image, where it tells. */
  postgresMajor: string | undefined;
}

/** The shared PostgreSQL with pgvector, on a volume that outlives the stack. */
export class Database extends pulumi.ComponentResource {
  /** With the password in it. A secret. */
  readonly url: pulumi.Output<string>;
  readonly password: pulumi.Output<string>;
  readonly container: pulumi.Resource;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:Database", name, {}, opts);
    const { place, protect, postgresMajor } = args;
    const kept = { parent: this, protect, retainOnDelete: protect };
    // Letters and digits alone, because other symbols would break the URL.
    const password = new random.RandomPassword(name, { length: 48, special: false }, kept);
    this.password = pulumi.secret(password.result);
    const labels = postgresMajor === undefined ? {} : { [LABEL.postgres]: postgresMajor };
    const volume = dataVolume(name, { protect, labels }, { parent: this });

    this.container = partContainer(
      name,
      {
        place,
        part: name,
        image: place.images.of.database,
        aliases: [name],
        memoryMiB: place.memoryMiB.database,
        user: "postgres",
        entrypoints: ["sh", "-ec", START_SCRIPT],
        envs: envsOf({
          POSTGRES_USER: NAME,
          POSTGRES_DB: NAME,
          POSTGRES_PASSWORD: this.password,
          PGDATA: `${DATA_FOLDER}/pgdata`,
        }),
        volumes: [{ volumeName: volume.name, containerPath: DATA_FOLDER }],
        shmSize: 128,
        healthcheck: healthcheck(
          ["CMD", "pg_isready", "-h", "127.0.0.1", "-U", NAME, "-d", NAME],
          60,
        ),
        ...STOPS_FIRST,
      },
      { parent: this, deleteBeforeReplace: true },
    );
    this.url = pulumi.secret(
      pulumi.interpolate`postgresql://${NAME}:${password.result}@${name}:${POSTGRES_PORT}/${NAME}`,
    );
    this.registerOutputs({});
  }
}

/** Two servers on one volume would destroy it: the old one has to be gone, in its own time, before the new one starts. */
const STOPS_FIRST = { wait: true, waitTimeout: 120, destroyGraceSeconds: 60, stopTimeout: 60 };
