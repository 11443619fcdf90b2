import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type { CheckRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import { groupLocation } from "../cloud/putResource.js";
import type { ResourceType } from "../resourceTypes/resourceType.js";
import { textOf } from "../resourceTypes/resourceView.js";
import type { JsonObject } from "../values/json.js";
import { containsUnknown } from "../values/unknowns.js";
import type { AutoNaming } from "./autoName.js";
import { checkInputs, type CheckResult } from "./check.js";
import type { Session } from "./session.js";
import { fromStruct } from "./structs.js";
import { logicalNameOf } from "./urn.js";

const { Mode } = providerPb.CheckRequest.AutonamingOptions;

/** Checks the inputs that the engine sends, with what the session and the cloud know. */
export function checkResource(session: Session, type: ResourceType, request: CheckRequest): CheckResult {
  return checkInputs(type, fromStruct(request.getNews()), {
    logicalName: logicalNameOf(request.getUrn()),
    olds: fromStruct(request.getOlds()),
    autoNaming: autoNamingOf(request),
    defaultLocation: (inputs) => session.defaultLocation ?? locationOfGroup(session, inputs),
  });
}

function locationOfGroup(session: Session, inputs: JsonObject): string | undefined {
  const group = inputs["resourceGroupName"];
  if (group === undefined || containsUnknown(group)) return undefined;
  return groupLocation(
    session.database(),
    `/subscriptions/${session.account.subscriptionId}/resourceGroups/${textOf(group)}`,
  );
}

function autoNamingOf(request: CheckRequest): AutoNaming {
  const options = request.getAutonaming();
  const modes = { [Mode.PROPOSE]: "propose", [Mode.ENFORCE]: "enforce", [Mode.DISABLE]: "disable" } as const;
  return {
    randomSeed: request.getRandomseed_asU8(),
    mode: options === undefined ? "default" : modes[options.getMode()],
    proposedName: options?.getProposedName() ?? "",
  };
}
