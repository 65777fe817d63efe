/** The parts of a docker stack whose image is not a release's. */
export type ImageName = "edge" | "sessions" | "database" | "files" | "assets" | "exporter";
