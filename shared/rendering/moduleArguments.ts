import type { PlannedKind, PlannedResource, PrivatePlace, ResolvedPlan } from "../contracts/plan.js";
import { argumentCode } from "./argumentCode.js";
import { call, list, literal, object, reference, variableOf, type Code } from "./code.js";

/**
 * Gives the arguments of each module instance of a plan, in the order a reader expects: where, what it is called, how
 * it is set.
 */
export function moduleArguments(plan: ResolvedPlan): (resource: PlannedResource) => Readonly<Record<string, Code>> {
  const firsts = firstOfEach(plan);
  return (resource) => argumentsOf(resource, plan, firsts);
}

function argumentsOf(resource: PlannedResource, plan: ResolvedPlan, firsts: Firsts): Readonly<Record<string, Code>> {
  const { location, tags } = placeOf(resource, plan);
  const ofFirst = (kind: PlannedKind, property: string): Code | undefined => {
    const first = firsts.get(placeKey(kind, resource.region ?? plan.identity.region));
    return first === undefined ? undefined : reference(first, property);
  };
  if (resource.kind === "resource-group") return { resourceGroupName: literal(resource.name), location, tags };

  const group = { resourceGroupName: ofFirst("resource-group", "name") ?? literal(plan.resourceGroup) };
  const workspaceId = ofFirst("log-analytics", "workspaceId");
  const workspace = workspaceId === undefined ? {} : { workspaceId };
  switch (resource.kind) {
    case "log-analytics":
      return {
        ...group,
        workspaceName: literal(resource.name),
        insightsName: literal(resource.args.insightsName),
        retentionInDays: literal(resource.args.retentionInDays),
        ...{ location, tags },
      };
    case "key-vault":
      return {
        ...group,
        vaultName: literal(resource.name),
        access: literal(resource.args.access),
        purgeProtection: literal(resource.args.purgeProtection),
        softDeleteRetentionInDays: literal(resource.args.softDeleteRetentionInDays),
        secrets: list(
          resource.args.secrets.map(({ name, valueFrom }) =>
            object({ name: literal(name), value: call(["seedSecret"], literal(valueFrom)) }),
          ),
        ),
        ...privately(resource.args.privateEndpoint),
        ...{ ...workspace, location, tags },
      };
    case "storage":
      return {
        ...group,
        accountName: literal(resource.name),
        sku: literal(resource.args.sku),
        accessTier: literal(resource.args.accessTier),
        containers: list(resource.args.containers.map(literal)),
        ...privately(resource.args.privateEndpoint),
        ...{ ...workspace, location, tags },
      };
    case "aks":
      return {
        ...group,
        clusterName: literal(resource.name),
        dnsPrefix: literal(resource.args.dnsPrefix),
        kubernetesVersion: literal(resource.args.kubernetesVersion),
        nodeCount: literal(resource.args.nodeCount),
        vmSize: literal(resource.args.vmSize),
        zones: list(resource.args.zones.map(literal)),
        ...subnetOf(resource.args.subnet),
        ...kubeconfig(ofFirst("key-vault", "vaultName"), resource.args.kubeconfigSecret),
        ...{ ...workspace, location, tags },
      };
    case "private-dns-zone": {
      const network = variableOf(resource.args.network);
      const linked = object({ name: literal(resource.args.network), id: reference(network, "id") });
      return { ...group, zoneName: literal(resource.name), networks: list([linked]), tags };
    }
    case "workload-identity":
      return {
        ...group,
        identityName: literal(resource.name),
        roles: list(
          resource.args.roles.map(({ name, role, scope }) =>
            object({ name: literal(name), role: literal(role), scope: argumentCode(scope) }),
          ),
        ),
        federatedCredentials: list(
          resource.args.federatedCredentials.map(({ name, issuer, namespace, serviceAccount }) =>
            object({
              name: literal(name),
              issuer: argumentCode(issuer),
              namespace: literal(namespace),
              serviceAccount: literal(serviceAccount),
            }),
          ),
        ),
        ...{ location, tags },
      };
    case "traffic-manager":
      return {
        ...group,
        profileName: literal(resource.name),
        relativeName: literal(resource.name),
        endpoints: list(
          resource.args.endpoints.map((endpoint) =>
            object({
              type: literal("external"),
              name: literal(endpoint.name),
              target: argumentCode(endpoint.target),
              location: literal(endpoint.location),
            }),
          ),
        ),
        probe: object({
          protocol: literal(resource.args.probe.protocol),
          port: literal(resource.args.probe.port),
        }),
        ttlSeconds: literal(resource.args.ttlSeconds),
        tags,
      };
    case "dns-zone":
      return {
        ...group,
        zoneName: literal(resource.name),
        records: list(
          resource.args.records.map(({ name, type, ttlSeconds, target }) =>
            object({
              name: literal(name),
              type: literal(type),
              ttlSeconds: literal(ttlSeconds),
              target: argumentCode(target),
            }),
          ),
        ),
        tags,
      };
    case "described":
      return {
        ...group,
        [resource.nameArgument]: literal(resource.name),
        ...Object.fromEntries(Object.entries(resource.args).map(([name, value]) => [name, argumentCode(value)])),
        ...(resource.region === undefined ? { tags } : { location, tags }),
      };
  }
}

/** Where a resource is, and the tags that say so: the stack's settings, or what stands above the other region's section. */
function placeOf({ region }: PlannedResource, { identity }: ResolvedPlan): Record<"location" | "tags", Code> {
  const isElsewhere = region !== undefined && region !== identity.region;
  return isElsewhere
    ? { location: reference("secondaryLocation"), tags: reference("secondaryTags") }
    : { location: reference("location"), tags: reference("tags") };
}

function subnetId({ network, subnet }: Pick<PrivatePlace, "network" | "subnet">): Code {
  return call([variableOf(network), "subnetId"], literal(subnet));
}

function subnetOf(subnet: Pick<PrivatePlace, "network" | "subnet"> | undefined): Readonly<Record<string, Code>> {
  return subnet === undefined ? {} : { subnetId: subnetId(subnet) };
}

function privately(place: PrivatePlace | undefined): Readonly<Record<string, Code>> {
  if (place === undefined) return {};
  return {
    privateEndpoint: object({ subnetId: subnetId(place), dnsZoneId: reference(variableOf(place.dnsZone), "id") }),
  };
}

function kubeconfig(vaultName: Code | undefined, secret: string | undefined): Readonly<Record<string, Code>> {
  if (secret === undefined || vaultName === undefined) return {};
  return { kubeconfig: object({ vaultName, secretName: literal(secret) }) };
}

/** Variable of the first resource of each kind in each region: others of that region refer to it. */
type Firsts = ReadonlyMap<string, string>;

const placeKey = (kind: PlannedKind, region: string | undefined): string => `${kind} ${region ?? ""}`;

function firstOfEach({ resources }: ResolvedPlan): Firsts {
  const firsts = new Map<string, string>();
  for (const { kind, region, logicalName } of resources) {
    const key = placeKey(kind, region);
    if (!firsts.has(key)) firsts.set(key, variableOf(logicalName));
  }
  return firsts;
}
