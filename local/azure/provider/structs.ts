import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import type { JsonObject } from "../values/json.js";

type Struct = InstanceType<typeof structPb.Struct>;

/** The properties in a protocol message; none are an empty object. */
export function fromStruct(struct: Struct | undefined): JsonObject {
  return struct === undefined ? {} : struct.toJavaScript();
}

/** Properties as a protocol message takes them. */
export function toStruct(properties: JsonObject): Struct {
  return structPb.Struct.fromJavaScript(properties);
}
