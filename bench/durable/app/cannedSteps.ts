const sha256 = "0123456789abcdef".repeat(4);
const changes = { create: 14, update: 0, replace: 0, delete: 0, same: 0 };
const artifact = (name: string) => ({ name: `runs/2026/11/exec-bench-000000/${name}`, sha256, bytes: 8192 });

/** What the steps of a run up to the gate answer, as large as they are in a real run. */
export const cannedSteps: Readonly<Record<string, unknown>> = {
  "run.validate": { kind: "valid" },
  "run.plan": { kind: "planned", plan: artifact("plan.json"), resourcePlan: ["AKS", "KeyVault", "Storage", "DNS"] },
  "run.render": { kind: "rendered", rendered: artifact("rendered.json") },
  "run.preview": {
    kind: "previewed",
    round: 1,
    preview: artifact("preview-1.json"),
    updatePlan: artifact("update-plan-1.json"),
    pin: {
      pin: sha256,
      render: sha256,
      plan: sha256,
      state: sha256,
      policy: sha256,
      engine: "pulumi, sdk, azure-native",
    },
    changes,
    isUnchanged: false,
  },
  "run.assess": { kind: "needs-approval", reasons: ["the request asks for a person's approval"] },
  "run.announce": { announced: true },
  "run.readGate": { kind: "open" },
};
