import { z } from "zod";
import { VaultPolicy } from "../../contracts/request.js";
import type { FaultText } from "../reading/finding.js";
import { squashed } from "../reading/nearestName.js";
import { Tags, TagText } from "./tags.js";
import { anyCase, worded } from "./wording.js";

/** `resource-compliance-tags.yaml`: tags that compliance asks for, and how far access may go. */
export const ResourceComplianceTags = worded(
  z.strictObject({
    compliance_level: worded(TagText, {
      title: "a compliance level",
      remedy: "The level as a tag; stacks with sensitive resources are `high` whatever it says.",
      examples: ["high"],
      spellings: ["compliance"],
    }).optional(),
    tags: Tags.optional(),
    access_limits: worded(
      z.strictObject({
        keyvault: worded(VaultPolicy, {
          ...anyCase("a vault policy", VaultPolicy.options),
          spellings: ["key_vault"],
        }).optional(),
      }),
      { title: "limits on access", remedy: "keyvault: the policy that the plan's vault must have." },
    ).optional(),
  }),
  {
    title: "compliance tags",
    remedy: "Any of compliance_level, tags and access_limits.",
    explainField: explainIdentityScopes,
  },
).meta({ id: "ResourceComplianceTags" });
export type ResourceComplianceTags = z.infer<typeof ResourceComplianceTags>;

/** Who may do what follows from the identities of a plan, so that it stands in one place. */
function explainIdentityScopes(field: string): FaultText | undefined {
  if (!["identityscopes", "identityscope", "roleassignments"].includes(squashed(field))) return undefined;
  return {
    rule: "unsupported-field",
    detail: `\`${field}\` is decided by the identities of the plan, not by compliance tags.`,
    remedy:
      "Leave it out. Workloads of a cluster may use the stack's vault and blobs; for another identity that may, add managed-identity: true to infra_plan.",
  };
}
