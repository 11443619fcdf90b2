import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import anyPb from "google-protobuf/google/protobuf/any_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import { CallFailure, type PartialResource } from "./callFailure.js";
import { toStruct } from "./structs.js";

/** What a throw becomes on the wire: its message is what the engine shows. */
export function grpcFailure(error: unknown): Partial<ServiceError> {
  const details = error instanceof Error ? error.message : String(error);
  if (error instanceof CallFailure && error.partial !== undefined) {
    return { code: status.UNKNOWN, details, metadata: partialFailure(error.partial, details) };
  }
  // A defect of the simulation itself: the engine keeps a provider's stderr in its debug log.
  if (!(error instanceof CallFailure)) console.error(error);
  return { code: status.UNKNOWN, details };
}

/**
 * Tells the engine that the resource exists though its creation failed.
 * Source: initializationError in github.com/pulumi/pulumi/pkg/resource/plugin/provider_plugin.go
 */
function partialFailure(partial: PartialResource, message: string): Metadata {
  const failed = new providerPb.ErrorResourceInitFailed();
  failed.setId(partial.id);
  failed.setProperties(toStruct(partial.outputs));
  failed.setInputs(toStruct(partial.inputs));
  failed.setReasonsList([...partial.reasons]);
  const detail = new anyPb.Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const rich = new statusPb.Status();
  rich.setCode(status.UNKNOWN);
  rich.setMessage(message);
  rich.addDetails(detail);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(rich.serializeBinary()));
  return metadata;
}
