import type { ArgumentValue, PlannedResource } from "../contracts/plan.js";
import type { Planned } from "./planned.js";

/**
 * Resources so that each comes after those whose outputs it takes; otherwise in the order given, because a program is
 * read from top to bottom.
 * @throws Error when two resources take outputs of each other: a defect of the entries that describe them.
 */
export function inDependencyOrder(planned: readonly Planned[]): Planned[] {
  const ordered = new Set<Planned>();
  const byName = new Map(planned.map((each) => [each.resource.logicalName, each]));
  const place = (each: Planned, below: readonly string[]): void => {
    if (ordered.has(each)) return;
    const { logicalName } = each.resource;
    if (below.includes(logicalName)) throw new Error([...below, logicalName].join(" needs "));
    for (const name of outputsTaken(each.resource)) {
      const other = byName.get(name);
      if (other !== undefined) place(other, [...below, logicalName]);
    }
    ordered.add(each);
  };
  for (const each of planned) place(each, []);
  return [...ordered];
}

function outputsTaken(resource: PlannedResource): string[] {
  switch (resource.kind) {
    case "described":
      return Object.values(resource.args).flatMap(takenBy);
    case "aks":
      return [
        ...(resource.args.subnet === undefined ? [] : [resource.args.subnet.network]),
        ...(resource.args.registries ?? []).map(({ id }) => id.logicalName),
      ];
    case "key-vault":
    case "storage": {
      const { privateEndpoint } = resource.args;
      return privateEndpoint === undefined ? [] : [privateEndpoint.network, privateEndpoint.dnsZone];
    }
    case "ingress-address":
      return [resource.args.clusterPrincipalId.logicalName];
    case "private-dns-zone":
      return [resource.args.network];
    case "workload-identity":
      return resource.args.roles.map(({ scope }) => scope.logicalName);
    case "resource-group":
    case "log-analytics":
    case "traffic-manager":
    case "dns-zone":
      // They take outputs only of what is planned before them.
      return [];
  }
}

function takenBy(value: ArgumentValue): string[] {
  switch (value.kind) {
    case "literal":
      return [];
    case "output":
      return [value.logicalName];
    case "subnet":
      return [value.network];
    case "list":
      return value.items.flatMap(takenBy);
    case "object":
      return Object.values(value.members).flatMap(takenBy);
  }
}
