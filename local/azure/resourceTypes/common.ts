import type { Json } from "../values/json.js";
import { fakeGuid } from "../values/fakes.js";
import { textOf, type ResourceView } from "./resourceView.js";
import { whenGiven, type OutputOf, type OutputTree } from "./outputRules.js";

/** Where resources of a group live. */
export const inGroup = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers";

/** ARM's record of who made a resource and when. */
export const systemData: OutputTree = {
  createdAt: (r) => r.createdAt,
  createdBy: "simulated-azure",
  createdByType: "Application",
  lastModifiedAt: (r) => r.modifiedAt,
  lastModifiedBy: "simulated-azure",
  lastModifiedByType: "Application",
};

/** Changes with every write. */
export const etag: OutputOf = (r) => `W/"simulated-${r.revision}"`;

/** The principal of a system-assigned identity; user-assigned ones have their own resource. */
export const systemIdentity = whenGiven({
  principalId: (r) => (hasSystemIdentity(r) ? fakeGuid(`${r.id}/identity`) : undefined),
  tenantId: (r) => (hasSystemIdentity(r) ? r.account.tenantId : undefined),
});

/** A GUID, as ARM accepts it. */
export const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a value is the text of a GUID. */
export function isGuid(value: Json | undefined): boolean {
  return guidPattern.test(textOf(value));
}

function hasSystemIdentity(resource: ResourceView): boolean {
  return resource.text("identity.type").includes("SystemAssigned");
}
