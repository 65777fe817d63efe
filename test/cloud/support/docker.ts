import type { World } from "./world";

export const CONTAINER = "docker:index/container:Container";
export const IMAGE = "docker:index/remoteImage:RemoteImage";
export const NETWORK = "docker:index/network:Network";
export const VOLUME = "docker:index/volume:Volume";

export function digestOf(n: number): string {
  return `sha256:${String(n).padStart(64, "0")}`;
}

/** Asks the stand-in's Docker Engine API. @throws what it refuses */
export async function dockerGet({ cloud }: World, path: string): Promise<unknown> {
  const response = await fetch(cloud.dockerHost.replace("tcp:", "http:") + path);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return response.headers.get("content-type") === "application/json" ? JSON.parse(text) : text;
}
