import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The skills that the specification names, and the function that each of them is. */
const skills: Readonly<Record<string, readonly [file: string, name: string]>> = {
  ResourcePlanResolverSkill: ["shared/planning/resolvePlan.ts", "resolvePlan"],
  PulumiTemplateSelectorSkill: ["shared/planning/selectTemplates.ts", "selectTemplates"],
  NamingResolverSkill: ["shared/naming/resourceName.ts", "resourceName"],
  SecretsInjectionSkill: ["shared/planning/injectSecrets.ts", "injectSecrets"],
  PulumiRendererSkill: ["shared/rendering/renderStack.ts", "renderStack"],
  ProvisioningPreviewSkill: ["orchestrations/activities/preview.ts", "preview"],
  PulumiExecutorSkill: ["orchestrations/activities/apply.ts", "apply"],
  OutputFormatterSkill: ["shared/records/outputMap.ts", "outputMap"],
  EventEmitterSkill: ["shared/events/runEvents.ts", "endingEvent"],
  TelemetryTracerSkill: ["functions/observeStep.ts", "observeStep"],
  AccessPolicyComposerSkill: ["shared/planning/composeAccess.ts", "composeAccess"],
  StackNamingPlanner: ["shared/planning/stackIdentity.ts", "stackIdentity"],
  TopologyExpander: ["shared/planning/expandTopology.ts", "expandTopology"],
  RegionFallbackAdvisor: ["shared/planning/adviseFallbackRegion.ts", "adviseFallbackRegion"],
  PolicyComplianceChecker: ["shared/tagging/tagFaults.ts", "tagFaults"],
};

for (const [skill, [file, name]] of Object.entries(skills))
  test(`${skill} is one exported function that says so [CP-085]`, async () => {
    const text = await readFile(join(root, file), "utf8");
    const declared = new RegExp(`/\\*\\*((?:[^*]|\\*(?!/))*)\\*/\\nexport (?:function|const) ${name}\\b`).exec(text);
    assert.ok(declared, `${file} exports no documented ${name}`);
    assert.match(declared[1] ?? "", new RegExp(`\`${skill}\``));
  });

test("no other function claims to be one of the skills", async () => {
  const claimed = new Map<string, string[]>();
  for (const room of ["shared", "orchestrations", "functions"]) {
    const files = await readdir(join(root, room), { recursive: true });
    for (const file of files.filter((each) => /(?<!\.test)\.ts$/.test(each))) {
      const text = await readFile(join(root, room, file), "utf8");
      for (const [, skill = ""] of text.matchAll(/^ \*.*section.* 7, `(\w+)`/gm))
        claimed.set(skill, [...(claimed.get(skill) ?? []), `${room}/${file}`]);
    }
  }
  for (const [skill, files] of claimed) if (skill in skills) assert.deepEqual(files, [skills[skill]?.[0]], skill);
});
