/** Who speaks, in everything that is observed. Source: specification section 15 (compliance metadata). */
export const resourceAttributes = {
  "service.name": "cloud-provisioner",
  agent_origin: "cloud-provisioner-agent",
  provisioning_type: "automated",
} as const;

/** Those of them that every metric carries as labels. */
export const constantLabels = /^(?:agent_origin|provisioning_type)$/;
