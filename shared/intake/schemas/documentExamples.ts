/** One small example of every document that may be sent, by the name of its published schema; tests hold each against it. */
export const documentExamples = {
  request: {
    trace_id: "trace-orders-1",
    execution_id: "exec-orders-1",
    blueprint_id: "orders-platform-v1",
    component: "OrderService",
    environment: "staging",
    region: "westeurope",
    infra_plan: { keyvault: "rbac", storage: { tier: "hot", containers: ["receipts"] }, redis: true },
    secrets: [{ name: "ORDERS_TOKEN", vault_ref: "orders-token", mount_strategy: "env" }],
    tags: { edition: "EU" },
  },
  bundle: {
    documents: {
      "component-scope.yaml":
        "component: OrderService\nexecution_id: exec-orders-1\ntrace_id: trace-orders-1\nblueprint_id: orders-platform-v1\n",
      "environment-overlay.yaml": "environment: staging\n",
      "cloud-region-map.yaml": "primary_region: westeurope\n",
      "infra-plan.yaml": "resources:\n  - type: keyvault\n",
    },
  },
  "cloud-region-map": { primary_region: "westeurope", secondary_region: "northeurope", zones: [1, 2] },
  "zone-mapping": { zones: { westeurope: [1, 2], northeurope: [1] } },
  "dns-domain-map": { zones: ["europe.connectsoft.io"], records: ["orders.europe.connectsoft.io"] },
  "replication-strategy": { replication: { storage: "geo-redundant", dns: "failover", observability: "dual-region" } },
  "environment-overlay": {
    environment: "staging",
    resource_prefix: "cs-stg",
    tags: { edition: "EU" },
    infra_plan: { aks: { node_count: 2 } },
  },
  "component-scope": {
    component: "OrderService",
    execution_id: "exec-orders-1",
    trace_id: "trace-orders-1",
    blueprint_id: "orders-platform-v1",
  },
  "infra-plan": {
    resources: [
      { type: "aks", size: "standard", node_count: 3, k8s_version: "1.36" },
      { type: "keyvault", policy: "rbac" },
      { type: "service-bus", queues: ["orders"] },
    ],
  },
  "secrets-metadata": { secrets: [{ name: "ORDERS_TOKEN", vault_ref: "orders-token", mount_strategy: "env" }] },
  "resource-compliance-tags": {
    compliance_level: "high",
    tags: { data_class: "confidential" },
    access_limits: { keyvault: "rbac" },
  },
  "resource-constraints": {
    quotas: { max_aks_clusters: 1, max_nodes_per_cluster: 5 },
    require_tags: ["cost_center"],
  },
  "named-environment-overlay": { infra_plan: { aks: { node_count: 5, size: "large" } }, tags: { tier: "gold" } },
} as const;
