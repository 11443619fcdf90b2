import { stringify } from "yaml";

/** A request in the consolidated form, its plan a list. */
export type Fields = Readonly<Record<string, unknown>>;

type PlanItem = Readonly<Record<string, unknown>> & { readonly type: string };

/** A request as it may be sent: the text, and whether it is a bundle of documents. */
export interface Written {
  readonly body: unknown;
  readonly isBundle: boolean;
}

/** A way to write the same request; `undefined` where a request cannot be written so. */
export type Form = (fields: Fields) => Written | undefined;

/** The forms in which the specification lets people and agents write one request. */
export const requestForms: Readonly<Record<string, Form>> = {
  "a list": (fields) => single(fields),
  "a list below resources": (fields) => single({ ...fields, infra_plan: { resources: fields["infra_plan"] } }),
  "a map": (fields) => {
    const infra_plan = mapOf(fields);
    return infra_plan && single({ ...fields, infra_plan });
  },
  "other names": (fields) => single(renamed(fields) as Fields),
  "other names in a map": (fields) => {
    const infra_plan = mapOf(fields);
    return infra_plan && single(renamed({ ...fields, infra_plan }) as Fields);
  },
  "an overlay": (fields) => {
    const overlay = overlayOf(fields);
    return overlay && single({ ...overlay.base, overlays: [overlay.changes] });
  },
  "a bundle": (fields) => ({ body: { documents: documentsOf(fields) }, isBundle: true }),
  "a bundle with the environment's overlay": (fields) => {
    const overlay = overlayOf(fields);
    const { environment, ...changes } = overlay?.changes ?? {};
    return (
      overlay && {
        body: {
          documents: {
            ...documentsOf(overlay.base),
            [`environment-overlay.${String(environment)}.yaml`]: stringify(changes),
          },
        },
        isBundle: true,
      }
    );
  },
};

const single = (body: Fields): Written => ({ body, isBundle: false });

/** The plan as a map from kind to settings, where it has each kind once. */
function mapOf({ infra_plan }: Fields): Fields | undefined {
  const items = infra_plan as readonly PlanItem[];
  const map = Object.fromEntries(items.map(({ type, ...settings }) => [type, settings]));
  return Object.keys(map).length === items.length ? map : undefined;
}

const otherNames: Readonly<Record<string, string>> = {
  resource_constraints: "constraints",
  replication: "replication_strategy",
  cloud_region_map: "region_map",
  primary_region: "primary",
  secondary_region: "secondary",
  environment: "target_environment",
  aks: "AKS",
};

/** Names that are the caller's own. */
const free: ReadonlySet<string> = new Set(["tags"]);

/** Every field under another of its names: one of its own, else in camel case. */
function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      otherNames[name] ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      free.has(name) ? member : renamed(member),
    ]),
  );
}

/** What an overlay may say moves into one; the base keeps a plan of its own that says something else. */
function overlayOf(fields: Fields): { readonly base: Fields; readonly changes: Fields } | undefined {
  const plan = mapOf(fields);
  if (!plan) return undefined;
  const movable = ["resource_prefix", "resource_group", "tags", "replication", "infra_plan"];
  const base = Object.fromEntries(Object.entries(fields).filter(([name]) => !movable.includes(name)));
  const moved = Object.fromEntries(Object.entries(fields).filter(([name]) => movable.includes(name)));
  const kinds = Object.keys(plan).filter((kind) => kind !== "dns");
  return {
    base: { ...base, infra_plan: kinds.length === 0 ? [{ type: "keyvault" }] : kinds.map((type) => ({ type })) },
    changes: { environment: fields["environment"], ...moved, infra_plan: plan },
  };
}

/** The specification's separate documents. */
function documentsOf(fields: Fields): Readonly<Record<string, string>> {
  const only = (...names: readonly string[]) =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
  const { infra_plan, zones, region, secondary_region, resource_constraints } = fields;
  const whole: Readonly<Record<string, unknown>> = {
    "cloud-region-map.yaml": { primary_region: region, secondary_region, zones },
    "environment-overlay.yaml": only("environment", "resource_group", "resource_prefix", "tags"),
    "component-scope.yaml": only("trace_id", "execution_id", "blueprint_id", "component", "tenant_id", "auto_proceed"),
    "infra-plan.yaml": { resources: infra_plan },
    ...(fields["secrets"] === undefined ? {} : { "secrets-metadata.yaml": only("secrets") }),
    ...(fields["replication"] === undefined ? {} : { "replication-strategy.yaml": only("replication") }),
    ...(resource_constraints === undefined ? {} : { "resource-constraints.yaml": resource_constraints }),
  };
  return Object.fromEntries(
    Object.entries(whole).map(([name, document]) => [name, stringify(document, { keepUndefined: false })]),
  );
}
