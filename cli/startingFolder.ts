/** What a starting folder is made for. */
interface Start {
  readonly component: string;
  readonly environment: string;
  readonly region: string;
  /** Where the service is, which serves the schemas that editors check with. */
  readonly url: string;
}

/**
 * The documents of a starting folder, by name: the least that a run takes in any region, and the rest in comments.
 * A comment that holds a setting is written so that an editor's own command takes it in: `# ` goes, the rest stays.
 */
export function startingFolder({ component, environment, region, url }: Start): Record<string, string> {
  const id = component.toLowerCase().replaceAll(/-+/g, "-").replace(/-$/, "");
  const document = (schema: string, text: string): string =>
    `# yaml-language-server: $schema=${new URL(`/api/schemas/${schema}.json`, url).href}\n${text}`;
  const other = environment === "prod" ? "staging" : "prod";
  const second = /^north[\s_-]*europe$|^neu$/i.test(region) ? "westeurope" : "northeurope";
  return {
    "component-scope.yaml": document(
      "component-scope",
      `# What the run belongs to. The ids are yours; they come back in every file, event and log.
component: ${component}
# One for each request: the same id with the same content is the same run, with another content it is refused.
execution_id: exec-${id}-1
# Links what comes of one intention, over as many runs as it takes.
trace_id: trace-${id}-1
blueprint_id: blueprint-${id}
# true asks to apply a good preview without a person, which policy may refuse.
auto_proceed: false
`,
    ),
    "environment-overlay.yaml": document(
      "environment-overlay",
      `# Where it runs, and how its resources are named and tagged. A prefix and a group are derived where none is given.
environment: ${environment}
# resource_prefix: cs
# resource_group: ${id}-${environment}
tags:
  owner: my-team
`,
    ),
    [`environment-overlay.${other}.yaml`]: document(
      "named-environment-overlay",
      `# What is different in ${other}. It applies to runs of that environment only, and wins over every other document.
tags:
  owner: my-team
# infra_plan:
#   storage: { tier: cool }
`,
    ),
    "cloud-region-map.yaml": document(
      "cloud-region-map",
      `# Where to deploy. The secondary region is where replicas and failover go.
primary_region: ${region}
# secondary_region: ${second}
# Availability zones are listed as \`zones\`, where the primary region has them; those of a cluster are taken from there.
`,
    ),
    "infra-plan.yaml": document(
      "infra-plan",
      `# What to provision: a list of resources. Everything but the type has a default, which \`cs-stack validate\` shows.
resources:
  - type: keyvault
    policy: rbac
  - type: storage
    tier: standard
  # - type: aks
  #   node_count: 3
  # - type: dns
  #   fqdn: ${id}.example.com
  # - type: service-bus
  #   queues: [orders]
`,
    ),
    "replication-strategy.yaml": document(
      "replication-strategy",
      `# How far things are copied. What is left out stays in one region, as redundant there as the region allows.
replication:
  observability: single-region
  # What is stored: local, zone-redundant (where the region has zones) or geo-redundant (where it has a pair).
  # storage: local
  # Names: single, or failover to the secondary region.
  # dns: single
`,
    ),
    "secrets-metadata.yaml": document(
      "secrets-metadata",
      `# Secrets by the name under which the vault keeps them, never by value. The vault must have them before a run.
secrets:
  [
    # { name: API_TOKEN, vault_ref: ${id}-api-token, mount_strategy: env },
  ]
`,
    ),
  };
}
