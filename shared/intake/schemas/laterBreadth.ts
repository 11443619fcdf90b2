import type { FaultText } from "../reading/finding.js";
import { squashed } from "../reading/nearestName.js";

/** Kinds of resource that can be provisioned now, in the order in which plans list them. */
export const supportedKinds = ["aks", "keyvault", "storage", "dns", "monitoring"] as const;

/** Kinds that requests may rightly name and that are not provisioned yet, by what people call them. */
const laterKinds: ReadonlyMap<string, string> = new Map(
  Object.entries({
    postgres: "PostgreSQL",
    postgresql: "PostgreSQL",
    sql: "Azure SQL",
    azuresql: "Azure SQL",
    database: "databases",
    redis: "Redis",
    identity: "managed identities",
    managedidentity: "managed identities",
    appregistration: "app registrations",
    vnet: "virtual networks",
    virtualnetwork: "virtual networks",
    eventgrid: "Event Grid topics",
    servicebus: "Service Bus",
    containerregistry: "container registries",
    acr: "container registries",
    containerapps: "Container Apps",
    staticwebapp: "static web apps",
    alerts: "alerts",
    actiongroup: "action groups",
  }),
);

const remedy = `Leave it out; supported kinds are ${supportedKinds.join(", ")}.`;

/** The complaint about a kind that will come later, or `undefined` for one that nobody knows. */
export function explainKind(kind: string): FaultText | undefined {
  const what = laterKinds.get(squashed(kind));
  if (what === undefined) return undefined;
  return {
    rule: "unsupported-kind",
    detail: `The plan asks for ${what}, which this service does not provision yet.`,
    remedy,
  };
}

/** Fields of a request that the specification names and that have no effect yet, so that they are refused rather than dropped. */
const laterFields: ReadonlyMap<string, string> = new Map(
  Object.entries({
    dnsmapoverride: "Overriding the DNS map",
    costestimaterequired: "A cost projection before the run",
  }),
);

/** Fields that the service itself decides or derives. */
const ownFields: ReadonlySet<string> = new Set(
  [
    "status",
    "state",
    "stage",
    "phase",
    "outcome",
    "pin",
    "decision",
    "approved",
    "approved_by",
    "approver",
    "approval",
    "plan_digest",
    "requested_by",
    "submitted_at",
    "run_id",
    "stack_id",
    "stack",
    "stack_path",
    "pulumi_project",
    "pulumi_stack_name",
    "outputs",
    "provisioned_by",
  ].map(squashed),
);

/** The complaint about a field of a request that a caller may not or not yet set. */
export function explainRequestField(field: string): FaultText | undefined {
  const later = laterFields.get(squashed(field));
  if (later !== undefined) {
    return { rule: "unsupported-field", detail: `${later} is not supported yet.`, remedy: "Leave the field out." };
  }
  if (!ownFields.has(squashed(field))) return undefined;
  return {
    rule: "read-only-field",
    detail: `\`${field}\` is set by the service and cannot be sent.`,
    remedy: "Leave the field out.",
  };
}

/** Documents of the specification that are not read yet. */
const laterDocuments: ReadonlySet<string> = new Set(["dnsdomainmap", "zonemapping", "resourcecompliancetags"]);

/** The complaint about a document of a bundle that will come later. */
export function explainDocument(name: string): FaultText | undefined {
  if (!laterDocuments.has(squashed(name.replace(/\.(?:ya?ml|json)$/, "")))) return undefined;
  return { rule: "unsupported-document", detail: `\`${name}\` is not read yet.`, remedy: "Leave the document out." };
}
