import type { z } from "zod";
import type { KindKnowledge } from "../../contracts/kinds.js";
import { bundleDocuments, overlayDocuments, type BundleName, type BundlePart } from "./bundleDocument.js";
import { overlaySchemas } from "./environmentOverlay.js";
import { planChanges, planSchemas } from "./infraPlan.js";
import { requestDocument, type RequestDocument } from "./requestDocument.js";

/** Kinds that plans may name besides the fixed ones. */
export type Kinds = Readonly<Record<string, KindKnowledge>>;

/** The schemas of everything that is sent. */
export interface InputSchemas {
  readonly request: z.ZodType<RequestDocument>;
  /** Each document of a bundle, by its name. */
  readonly documents: ReadonlyMap<string, z.ZodType>;
}

const built = new WeakMap<Kinds, InputSchemas>();

/** The schemas for these kinds: built when they are first asked for, once for each knowledge. */
export function inputSchemas(kinds: Kinds): InputSchemas {
  const known = built.get(kinds);
  if (known) return known;
  const plans = planSchemas(kinds);
  const overlays = overlaySchemas(planChanges(kinds));
  const schemaOf = ({ schema }: BundlePart) => schema({ ...plans, ...overlays });
  const schemas = {
    request: requestDocument(plans, overlays),
    documents: new Map([
      ...(Object.keys(bundleDocuments) as BundleName[]).map(
        (name) => [name, schemaOf(bundleDocuments[name])] as [string, z.ZodType],
      ),
      ...[...overlayDocuments.values()].map((name) => [name, overlays.namedOverlay] as [string, z.ZodType]),
    ]),
  };
  built.set(kinds, schemas);
  return schemas;
}
