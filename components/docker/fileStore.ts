import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { FileStoreSettings } from "../app/environment";
import { dataVolume } from "./dataVolume";
import { oneShot } from "./oneShot";
import { partContainer } from "./partContainer";
import { httpHealthcheck } from "./healthcheck";
import type { Place } from "./place";

/** In the path of every file's address. */
export const BUCKET = "lobechat-files";

const ACCESS_KEY_ID = "lobechat";
const IDENTITIES_FILE = "/etc/seaweedfs/s3.json";

/** A bucket that is there already is what is wanted. */
const BUCKET_SCRIPT = `has() { echo s3.bucket.list | weed shell -master=files:9333 2>&1 | grep -q '${BUCKET}'; }
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  has && exit 0
  echo 's3.bucket.create -name ${BUCKET}' | weed shell -master=files:9333
  sleep 1
done
has || { echo "the bucket ${BUCKET} could not be made"; exit 1; }
`;

export interface FileStoreArgs {
  place: Place;
  /** Where browsers and the app reach it: the site's own address, by the load balancer. */
  site: { url: string };
  /** Whether the files are kept from deletion. */
  protect: boolean;
}

/** The S3-compatible store for uploads, and its bucket. */
export class FileStore extends pulumi.ComponentResource implements FileStoreSettings {
  readonly endpoint: string;
  readonly bucket = BUCKET;
  readonly region = "us-east-1";
  readonly accessKeyId = ACCESS_KEY_ID;
  readonly isPathStyle = true;
  readonly secretAccessKey: pulumi.Output<string>;
  /** What proves that the bucket is there. */
  readonly bucketJob: pulumi.Resource;

  constructor(name: string, args: FileStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:FileStore", name, {}, opts);
    const { place, protect } = args;
    const kept = { parent: this, protect, retainOnDelete: protect };
    this.endpoint = args.site.url;
    const key = new random.RandomPassword(name, { length: 40, special: false }, kept);
    this.secretAccessKey = pulumi.secret(key.result);
    const volume = dataVolume(name, { protect }, { parent: this });

    const container = partContainer(
      name,
      {
        place,
        part: name,
        image: place.images.of.files,
        aliases: [name],
        memoryMiB: place.memoryMiB.files,
        entrypoints: ["weed"],
        command: [
          "server",
          "-dir=/data",
          `-ip=${name}`,
          "-ip.bind=0.0.0.0",
          "-volume.max=0",
          "-master.volumePreallocate=false",
          "-master.volumeSizeLimitMB=1024",
          "-s3",
          `-s3.config=${IDENTITIES_FILE}`,
        ],
        uploads: [{ file: IDENTITIES_FILE, content: identities(this.secretAccessKey) }],
        volumes: [{ volumeName: volume.name, containerPath: "/data" }],
        healthcheck: httpHealthcheck("http://127.0.0.1:8333/status", 60),
        wait: true,
        waitTimeout: 120,
        destroyGraceSeconds: 30,
      },
      // Two of them would write one folder.
      { parent: this, deleteBeforeReplace: true },
    );
    this.bucketJob = oneShot(
      "bucket",
      {
        place,
        part: "bucket",
        image: place.images.of.files,
        memoryMiB: 256,
        deadlineSeconds: 120,
        entrypoints: ["timeout", "120", "sh", "-ec", BUCKET_SCRIPT],
        secrets: [this.secretAccessKey],
      },
      { parent: this, dependsOn: container },
    );
    this.registerOutputs({});
  }
}

function identities(secretKey: pulumi.Output<string>): pulumi.Output<string> {
  const credentials = [{ accessKey: ACCESS_KEY_ID, secretKey }];
  const actions = ["Admin", "Read", "Write", "List", "Tagging"];
  return pulumi.secret(
    pulumi.jsonStringify({ identities: [{ name: "lobechat", credentials, actions }] }),
  );
}
