/** The parts of an ARM resource id. */
export interface ArmId {
  readonly subscriptionId: string;
  /** Absent for the subscription itself and for resources outside groups. */
  readonly resourceGroup: string | undefined;
  /** Such as `Microsoft.KeyVault/vaults/secrets`. */
  readonly type: string;
  /** One name per segment of the type, outermost first. */
  readonly names: readonly string[];
}

/**
 * Reads an ARM id; nothing when the text is none. An extension resource is read as its own last provider part.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
export function parseArmId(id: string): ArmId | undefined {
  const match = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?(\/.*)?$/i.exec(id);
  if (match?.[1] === undefined) return undefined;
  const [, subscriptionId, resourceGroup, rest = ""] = match;
  const provider = rest.split(/\/providers\//i).at(-1) ?? "";
  const [namespace = "", ...segments] = provider.split("/").filter((segment) => segment !== "");
  const types = segments.filter((_, index) => index % 2 === 0);
  const names = segments.filter((_, index) => index % 2 === 1);
  if (rest !== "" && (namespace === "" || types.length !== names.length)) return undefined;
  if (rest !== "") return { subscriptionId, resourceGroup, type: [namespace, ...types].join("/"), names };
  const group = resourceGroup === undefined ? [] : [resourceGroup];
  const type = resourceGroup === undefined ? "Microsoft.Resources/subscriptions" : "Microsoft.Resources/resourceGroups";
  return { subscriptionId, resourceGroup, type, names: group };
}

/** ARM ids are equal whatever their case: the form in which the cloud compares them. */
export function idKey(id: string): string {
  return id.toLowerCase();
}

/** Fills `{parameter}`s of an id template; slashes around a scope are dropped, as the real provider does. */
export function fillTemplate(template: string, parameters: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => (parameters[name] ?? "").replace(/^\/+|\/+$/g, ""));
}

/** The names of the `{parameter}`s of an id template, in order. */
export function templateParameters(template: string): readonly string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].flatMap((match) => (match[1] === undefined ? [] : [match[1]]));
}
