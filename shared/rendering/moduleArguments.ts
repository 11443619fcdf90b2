import type { PlannedResource, PrivatePlace, ResolvedPlan } from "../contracts/plan.js";
import { argumentCode } from "./argumentCode.js";
import { call, list, literal, object, reference, variableOf, type Code } from "./code.js";
import { dataCode, type Data } from "./dataCode.js";
import { argument, plain, referring, type ModuleArgument } from "./moduleArgument.js";
import { surroundingsOf, type Surroundings } from "./surroundings.js";

type DnsRecord = Extract<PlannedResource, { kind: "dns-zone" }>["args"]["records"][number];
type Endpoint = Extract<PlannedResource, { kind: "traffic-manager" }>["args"]["endpoints"][number];

type Cluster = Extract<PlannedResource, { kind: "aks" }>;

/**
 * Gives the arguments of each module instance of a plan, in the order a reader expects: where, what it is called, how
 * it is set.
 */
export function moduleArguments(plan: ResolvedPlan): (resource: PlannedResource) => readonly ModuleArgument[] {
  const around = surroundingsOf(plan);
  return (resource) => argumentsOf(resource, around(resource.region));
}

function argumentsOf(resource: PlannedResource, around: Surroundings): readonly ModuleArgument[] {
  const { group, workspace, location, tags } = around;
  switch (resource.kind) {
    case "resource-group":
      return [named("resourceGroupName", resource), location, tags];
    case "log-analytics":
      return [
        group,
        named("workspaceName", resource),
        plain("insightsName", resource.args.insightsName),
        plain("retentionInDays", resource.args.retentionInDays),
        ...[location, tags],
      ];
    case "key-vault":
      return [
        group,
        named("vaultName", resource),
        plain("access", resource.args.access),
        plain("purgeProtection", resource.args.purgeProtection),
        plain("softDeleteRetentionInDays", resource.args.softDeleteRetentionInDays),
        argument(
          "secrets",
          list(
            resource.args.secrets.map(({ name, valueFrom }) =>
              object({ name: literal(name), value: call(["seedSecret"], literal(valueFrom)) }),
            ),
          ),
        ),
        ...privately(resource.args.privateEndpoint),
        ...given("reachableFrom", resource.args.reachableFrom),
        ...[...workspace, location, tags],
      ];
    case "storage":
      return [
        group,
        named("accountName", resource),
        plain("sku", resource.args.sku),
        plain("accessTier", resource.args.accessTier),
        argument("containers", list(resource.args.containers.map(literal))),
        argument("lifecycle", dataCode(resource.args.lifecycle)),
        ...privately(resource.args.privateEndpoint),
        ...given("reachableFrom", resource.args.reachableFrom),
        ...[...workspace, location, tags],
      ];
    case "aks":
      return [
        group,
        named("clusterName", resource),
        plain("dnsPrefix", resource.args.dnsPrefix),
        plain("kubernetesVersion", resource.args.kubernetesVersion),
        plain("tier", resource.args.tier),
        ...given("supportPlan", resource.args.supportPlan),
        plain("nodeCount", resource.args.nodeCount),
        plain("vmSize", resource.args.vmSize),
        argument("zones", list(resource.args.zones.map(literal))),
        ...givenData("userPools", resource.args.userPools),
        ...subnetOf(resource.args.subnet),
        ...given("private", resource.args.private),
        ...givenData("authorizedIpRanges", resource.args.authorizedIpRanges),
        plain("upgradeChannel", resource.args.upgradeChannel),
        ...givenData("maintenanceWindow", resource.args.maintenanceWindow),
        ...registriesOf(resource.args.registries),
        ...kubeconfig(around.vaultName, resource.args.kubeconfigSecret),
        ...[...workspace, location, tags],
      ];
    case "ingress-address":
      return [
        group,
        named("addressName", resource),
        plain("dnsLabel", resource.args.dnsLabel),
        argument("zones", list(resource.args.zones.map(literal))),
        referring("clusterPrincipalId", argumentCode(resource.args.clusterPrincipalId)),
        ...[location, tags],
      ];
    case "private-dns-zone": {
      const { network } = resource.args;
      const linked = object({ name: literal(network), id: reference(variableOf(network), "id") });
      return [group, named("zoneName", resource), argument("networks", list([linked]), "args.network"), tags];
    }
    case "workload-identity":
      return [
        group,
        named("identityName", resource),
        argument(
          "roles",
          list(
            resource.args.roles.map(({ name, role, scope }) =>
              object({ name: literal(name), role: literal(role), scope: argumentCode(scope) }),
            ),
          ),
        ),
        argument(
          "federatedCredentials",
          list(
            resource.args.federatedCredentials.map(({ name, issuer, namespace, serviceAccount }) =>
              object({
                name: literal(name),
                issuer: argumentCode(issuer),
                namespace: literal(namespace),
                serviceAccount: literal(serviceAccount),
              }),
            ),
          ),
        ),
        ...[location, tags],
      ];
    case "traffic-manager":
      return [
        group,
        named("profileName", resource),
        named("relativeName", resource),
        argument("endpoints", list(resource.args.endpoints.map(endpointCode))),
        argument(
          "probe",
          object({ protocol: literal(resource.args.probe.protocol), port: literal(resource.args.probe.port) }),
        ),
        plain("ttlSeconds", resource.args.ttlSeconds),
        ...[...workspace, tags],
      ];
    case "dns-zone":
      return [
        group,
        named("zoneName", resource),
        argument("records", list(resource.args.records.map(recordCode))),
        tags,
      ];
    case "described":
      return [
        group,
        named(resource.nameArgument, resource),
        ...Object.entries(resource.args).map(([name, value]) => argument(name, argumentCode(value))),
        ...(resource.region === undefined ? [tags] : [location, tags]),
      ];
  }
}

function recordCode({ name, type, ttlSeconds, target }: DnsRecord): Code {
  if (target.kind !== "resource")
    return object({
      name: literal(name),
      type: literal(type),
      ttlSeconds: literal(ttlSeconds),
      target: argumentCode(target),
    });
  return object({
    name: literal(name),
    type: literal("ALIAS"),
    recordType: literal(type),
    ttlSeconds: literal(ttlSeconds),
    resourceId: reference(variableOf(target.logicalName), "id"),
  });
}

/** Where traffic goes: to what Azure knows by its id, or to an address. */
function endpointCode({ name, target }: Endpoint): Code {
  return target.output === "id"
    ? object({ type: literal("azure"), name: literal(name), resourceId: argumentCode(target) })
    : object({ type: literal("external"), name: literal(name), target: argumentCode(target) });
}

/** The argument that takes the resource's name in Azure. */
function named(argumentName: string, { name }: PlannedResource): ModuleArgument {
  return argument(argumentName, literal(name), "name");
}

/** An argument that the plan may leave to the module. */
function given(name: string, value: string | number | boolean | undefined): readonly ModuleArgument[] {
  return value === undefined ? [] : [plain(name, value)];
}

function givenData(name: string, value: Data | undefined): readonly ModuleArgument[] {
  return value === undefined ? [] : [argument(name, dataCode(value))];
}

function subnetId({ network, subnet }: Pick<PrivatePlace, "network" | "subnet">): Code {
  return call([variableOf(network), "subnetId"], literal(subnet));
}

function subnetOf(subnet: Pick<PrivatePlace, "network" | "subnet"> | undefined): readonly ModuleArgument[] {
  return subnet === undefined ? [] : [argument("subnetId", subnetId(subnet), "args.subnet")];
}

function registriesOf(registries: Cluster["args"]["registries"] = []): readonly ModuleArgument[] {
  const items = registries.map(({ name, id }) => object({ name: literal(name), id: argumentCode(id) }));
  return items.length === 0 ? [] : [argument("registries", list(items))];
}

function privately(place: PrivatePlace | undefined): readonly ModuleArgument[] {
  if (place === undefined) return [];
  const zone = reference(variableOf(place.dnsZone), "id");
  return [argument("privateEndpoint", object({ subnetId: subnetId(place), dnsZoneId: zone }))];
}

function kubeconfig(vaultName: Code | undefined, secret: string | undefined): readonly ModuleArgument[] {
  if (secret === undefined || vaultName === undefined) return [];
  const code = object({ vaultName, secretName: literal(secret) });
  return [argument("kubeconfig", code, "args.kubeconfigSecret")];
}
