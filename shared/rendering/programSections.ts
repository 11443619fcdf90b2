import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import { literal, printCode } from "./code.js";

/** A part of a program: what stands above it, and what it declares. */
interface ProgramSection {
  readonly heading: readonly string[];
  readonly resources: readonly PlannedResource[];
}

/** A program by regions, in the order of the plan; a stack of one region is one section without a heading. */
export function programSections({ identity, resources }: ResolvedPlan): ProgramSection[] {
  const secondary = resources.find(({ region = identity.region }) => region !== identity.region)?.region;
  if (secondary === undefined) return [{ heading: [], resources }];
  const within = (place: string | undefined): PlannedResource[] => resources.filter(({ region }) => region === place);
  const sections: ProgramSection[] = [
    { heading: [`// ${identity.region}: the primary region.`, ""], resources: within(identity.region) },
    { heading: secondaryHeading(secondary), resources: within(secondary) },
    { heading: ["// In no region: names, and where they lead.", ""], resources: within(undefined) },
  ];
  return sections.filter((section) => section.resources.length > 0);
}

function secondaryHeading(region: string): string[] {
  return [
    `// ${region}: the secondary region, into which the stack fails over.`,
    "",
    `const secondaryLocation = ${printCode(literal(region), 0, 0)}; // request: secondary_region`,
    "const secondaryTags = { ...tags, region: secondaryLocation };",
    "",
  ];
}
