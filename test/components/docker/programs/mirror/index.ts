import { Config } from "@pulumi/pulumi";
import { mirroredOf, mirrorImages } from "../../../../../images";

const config = new Config();

export const { images } = mirrorImages({
  repository: config.require("repository"),
  releases: mirroredOf(config.requireObject("releases")),
});
