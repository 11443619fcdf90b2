/** The house rules: arrows point inward. Each rule says why, so that a failure explains itself. */
const tests = "\\.test\\.ts$|^test/|^bench/|/testing/";
module.exports = {
  forbidden: [
    {
      name: "shared-knows-nobody",
      comment: "The domain decides and never does: it imports zod, yaml (pure, see docs/adr/0002) and itself.",
      severity: "error",
      from: { path: "^shared/", pathNot: tests },
      to: { pathNot: "^shared/|^node_modules/(zod|yaml)/" },
    },
    {
      name: "orchestrators-are-pure",
      comment: "Orchestrators replay: durable-functions, zod and shared/ only; no clients, no adapters, no Pulumi.",
      severity: "error",
      from: { path: "^orchestrations/[^/]+\\.ts$", pathNot: tests },
      to: { pathNot: "^(shared|orchestrations)/|^node_modules/(zod|durable-functions)/" },
    },
    {
      name: "activities-use-ports",
      comment: "Activities reach the world through shared/ports.",
      severity: "error",
      from: { path: "^orchestrations/activities/", pathNot: tests },
      to: { pathNot: "^(shared|orchestrations)/|^node_modules/zod/" },
    },
    {
      name: "adapters-know-shared-only",
      comment: "An adapter translates the world into the domain's words; it knows no process and no other family.",
      severity: "error",
      from: { path: "^adapters/([^/]+)/", pathNot: tests },
      to: { path: "^(functions|orchestrations|cli|dashboard|local|infra)/|^adapters/(?!$1/)" },
    },
    {
      name: "modules-know-pulumi-only",
      comment: "A module must be usable without this application. Examples name the package; GUIDs need a hash.",
      severity: "error",
      from: { path: "^modules/", pathNot: tests },
      to: { pathNot: "^modules/|^node_modules/(@pulumi|zod)/|^@cloud-provisioner/azure$|^crypto$" },
    },
    {
      name: "people-use-the-api",
      comment: "The CLI and the dashboard talk HTTP; of the house they know the contracts only.",
      severity: "error",
      from: { path: "^(cli|dashboard)/", pathNot: tests },
      to: { path: "^(functions|orchestrations|adapters|local|modules|infra)/|^shared/(?!contracts/)" },
    },
    {
      name: "local-knows-no-domain",
      comment: "The local world stands in for Azure; knowing the domain would make it lie.",
      severity: "error",
      from: { path: "^local/", pathNot: tests },
      to: { path: "^(functions|orchestrations|adapters|shared|cli|dashboard|modules|infra)/" },
    },
    {
      name: "nothing-deployed-knows-local",
      comment: "What is deployed must run without local/.",
      severity: "error",
      from: { path: "^(functions|orchestrations|adapters|shared|modules|infra)/", pathNot: tests },
      to: { path: "^local/" },
    },
    {
      name: "only-functions-meet-azure-functions",
      comment: "Triggers are thin and in one room.",
      severity: "error",
      from: { pathNot: `^functions/|${tests}` },
      to: { path: "^node_modules/@azure/functions/" },
    },
    {
      name: "no-cycles",
      comment: "A cycle is one room pretending to be two.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
  },
};
