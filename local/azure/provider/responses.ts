import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type { CheckResponse, DiffResponse, PropertyDiff, ReadResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import type { JsonObject } from "../values/json.js";
import { formatPath } from "../values/propertyPath.js";
import { topLevel, type InputDiff, type PropertyChange } from "./diff.js";
import type { ReadResource } from "./readResource.js";
import { toStruct } from "./structs.js";

const { DiffChanges } = providerPb.DiffResponse;
const { Kind } = providerPb.PropertyDiff;

export function checkResponse(inputs: JsonObject, failures: readonly string[]): CheckResponse {
  const response = new providerPb.CheckResponse();
  response.setInputs(toStruct(inputs));
  response.setFailuresList(
    failures.map((reason) => {
      const failure = new providerPb.CheckFailure();
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

export function diffResponse({ changes, deleteBeforeReplace }: InputDiff): DiffResponse {
  const response = new providerPb.DiffResponse();
  response.setChanges(changes.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE);
  response.setDiffsList(topLevel(changes));
  response.setReplacesList(topLevel(changes.filter((change) => change.replaces)));
  response.setHasdetaileddiff(true);
  for (const change of changes) response.getDetaileddiffMap().set(formatPath(change.path), propertyDiff(change));
  response.setDeletebeforereplace(deleteBeforeReplace);
  return response;
}

/** An empty answer tells the engine that the resource is gone. */
export function readResponse(found: ReadResource | undefined): ReadResponse {
  const response = new providerPb.ReadResponse();
  if (found === undefined) return response;
  response.setId(found.id);
  response.setInputs(toStruct(found.inputs));
  response.setProperties(toStruct(found.outputs));
  return response;
}

function propertyDiff({ kind, replaces }: PropertyChange): PropertyDiff {
  const diff = new providerPb.PropertyDiff();
  const kinds = {
    add: [Kind.ADD, Kind.ADD_REPLACE],
    delete: [Kind.DELETE, Kind.DELETE_REPLACE],
    update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
  } as const;
  diff.setKind(kinds[kind][replaces ? 1 : 0]);
  diff.setInputdiff(true);
  return diff;
}
