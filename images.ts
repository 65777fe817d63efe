import * as aws from "@pulumi/aws";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { ImageMirror } from "./components/docker/imageMirror";
import type { Mirrored } from "./components/docker/mirrorProblem";
import { releaseEntry } from "./config/release";

export interface MirrorSettings {
  /** URL of the repository that gets the copies, without a tag. */
  repository: string;
  releases: readonly Mirrored[];
}

/**
 * The stack `lobechat-images`: the catalogue's images in one's own repository. It is a stack of its own because
 * the docker provider wants a daemon even for what stays as it is, and a rollback must not.
 */
export function mirrorImages({ repository, releases }: MirrorSettings) {
  const provider = new docker.Provider("docker", { registryAuth: [loginTo(repository)] });
  const mirror = new ImageMirror("images", { repository, releases }, { providers: [provider] });
  return { images: mirror.digests };
}

/** What of a catalogue is to be copied. @throws Error when it is none that the program would take */
export function mirroredOf(catalogue: unknown): Mirrored[] {
  const { success, data } = z.record(z.string(), releaseEntry).safeParse(catalogue);
  if (!success) throw new Error("lobechat:releases is wrong; pulumi preview says where.");
  return Object.entries(data).flatMap(([name, { source, digest }]) =>
    source === undefined ? [] : [{ name, source, digest }],
  );
}

/** ECR's token is for twelve hours and made anew each time; any other registry is what `docker login` knows. */
function loginTo(repository: string) {
  const [address = ""] = repository.split("/");
  const [, registryId, region] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com/.exec(address) ?? [];
  if (registryId === undefined || region === undefined) return { address };
  const provider = new aws.Provider("aws", { region });
  const token = aws.ecr.getAuthorizationTokenOutput({ registryId }, { provider });
  return { address, username: token.userName, password: pulumi.secret(token.password) };
}
