import type { PlannedKind, PlannedResource, RecordTarget, ResolvedPlan } from "../contracts/plan.js";
import { call, list, literal, object, reference, variableOf, type Code } from "./code.js";

/** The arguments of one module instance, in the order a reader expects: where, what it is called, how it is set. */
export function moduleArguments(resource: PlannedResource, plan: ResolvedPlan): Readonly<Record<string, Code>> {
  const location = locationOf(resource, plan);
  const tags = reference("tags");
  if (resource.kind === "resource-group") return { resourceGroupName: literal(resource.name), location, tags };

  const group = { resourceGroupName: ofFirst(plan, "resource-group", "name") ?? literal(plan.resourceGroup) };
  const workspaceId = ofFirst(plan, "log-analytics", "workspaceId");
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
        ...{ ...workspace, location, tags },
      };
    case "storage":
      return {
        ...group,
        accountName: literal(resource.name),
        sku: literal(resource.args.sku),
        accessTier: literal(resource.args.accessTier),
        containers: list(resource.args.containers.map(literal)),
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
        ...kubeconfig(plan, resource.args.kubeconfigSecret),
        ...{ ...workspace, location, tags },
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
              target: recordTarget(target),
            }),
          ),
        ),
        tags,
      };
  }
}

/** The stack's own region comes from its settings; another one is written out. */
function locationOf({ args }: PlannedResource, { identity }: ResolvedPlan): Code {
  return "location" in args && args.location !== identity.region ? literal(args.location) : reference("location");
}

function kubeconfig(plan: ResolvedPlan, secret: string | undefined): Readonly<Record<string, Code>> {
  const vaultName = ofFirst(plan, "key-vault", "vaultName");
  if (secret === undefined || vaultName === undefined) return {};
  return { kubeconfig: object({ vaultName, secretName: literal(secret) }) };
}

function recordTarget(target: RecordTarget): Code {
  return target.kind === "literal" ? literal(target.value) : reference(variableOf(target.logicalName), target.output);
}

/** A property of the first resource of a kind, or `undefined` when none is planned. */
function ofFirst({ resources }: ResolvedPlan, kind: PlannedKind, property: string): Code | undefined {
  const first = resources.find((resource) => resource.kind === kind);
  return first === undefined ? undefined : reference(variableOf(first.logicalName), property);
}
