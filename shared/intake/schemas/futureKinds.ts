import type { FaultText } from "../reading/finding.js";
import { squashed } from "../reading/nearestName.js";

/** Kinds that the specification marks as future, by what people call them. */
const futureKinds: ReadonlySet<string> = new Set(
  ["app_registration", "app_registrations", "azure_ad_app", "entra_app", "service_principal"].map(squashed),
);

/** The complaint about a kind that the specification leaves for later, or `undefined` for any other. */
export function explainKind(kind: string): FaultText | undefined {
  if (!futureKinds.has(squashed(kind))) return undefined;
  return {
    rule: "unsupported-kind",
    detail: "The plan asks for an app registration, which this service does not provision yet.",
    remedy:
      "Leave it out. Workloads of a cluster have an identity without being asked; for another one, add managed-identity: true.",
  };
}
