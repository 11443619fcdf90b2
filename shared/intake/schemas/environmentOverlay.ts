import { z } from "zod";
import { Environment, ResourceGroup, ResourcePrefix } from "./names.js";
import { explainOwnField } from "./ownFields.js";
import { Tags } from "./tags.js";
import { Replication } from "./topology.js";
import { worded } from "./wording.js";

/** What an overlay may set. Overlays win over what other documents say; see `applyOverlays`. */
export function overlaySchemas(plan: z.ZodType) {
  const values = {
    resource_prefix: ResourcePrefix.optional(),
    resource_group: ResourceGroup.optional(),
    tags: Tags.optional(),
    replication: worded(Replication, { spellings: ["replication_strategy"] }).optional(),
    infra_plan: worded(plan, {
      title: "changes of the plan",
      remedy:
        "A map from kind to the settings that this environment has; a kind that is not planned is added, false takes it away.",
    }).optional(),
  };
  const environment = worded(Environment, { spellings: ["env", "target_environment"] });
  const remedy = "environment, resource_prefix, resource_group, tags, and changes of replication and infra_plan.";
  return {
    /** `environment-overlay.yaml`, or an item of `overlays`. */
    overlay: worded(z.strictObject({ environment, ...values }), {
      title: "an environment overlay",
      remedy,
      explainField: explainOwnField,
    }).meta({ id: "EnvironmentOverlay" }),
    /** `environment-overlay.{environment}.yaml`, whose name says the environment. */
    namedOverlay: worded(z.strictObject({ environment: environment.optional(), ...values }), {
      title: "an environment overlay",
      remedy,
      explainField: explainOwnField,
    }).meta({ id: "NamedEnvironmentOverlay" }),
  };
}
