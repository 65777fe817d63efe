import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "./envelope";

/** Protobuf's Struct is JSON; its typings say only that it is made of objects. */
export function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties);
}
