import type { KindKnowledge } from "../contracts/kinds.js";
import type { Knowledge } from "../contracts/knowledge.js";
import { squashed } from "../intake/reading/nearestName.js";
import { kindSpellings } from "../intake/schemas/fixedKinds.js";
import { lookup } from "../lookup.js";
import { outputCircles } from "./outputCircles.js";

/** Something that two parts of the knowledge do not agree about, at the place of one of them. */
export interface Contradiction {
  readonly path: string[];
  readonly message: string;
}

/**
 * Where documents that are right by themselves contradict one another: each of them may be replaced alone. `modules` are
 * the components that entries of kinds may name; not checked when absent.
 */
export function knowledgeContradictions(knowledge: Knowledge, modules?: ReadonlySet<string>): Contradiction[] {
  return [
    ...unknownRegions(knowledge),
    ...sharedCodes(knowledge),
    ...unusableVersions(knowledge),
    ...unknownKinds(knowledge),
    ...Object.entries(knowledge.kinds).flatMap(([name, kind]) => entryProblems(name, kind, modules)),
    ...sharedNames(knowledge),
    ...outputCircles(knowledge).map((circle) => ({
      path: ["kinds", circle[0] ?? "", "arguments"],
      message: `outputs go round in a circle: ${circle.join(" takes of ")}`,
    })),
  ];
}

function unknownRegions({ regions: { regions }, environments: { environments }, skus }: Knowledge): Contradiction[] {
  const named = [
    ...Object.entries(regions).map(([name, { pair }]) => ({
      path: ["regions", "regions", name, "pair"],
      region: pair,
    })),
    ...Object.entries(skus.kinds).flatMap(([kind, { series }]) =>
      series.flatMap((each, index) => {
        const named = "onlyIn" in each ? each.onlyIn : "exceptIn" in each ? each.exceptIn : [];
        return named.map((region) => ({ path: ["skus", "kinds", kind, "series", String(index)], region }));
      }),
    ),
    ...Object.entries(environments).flatMap(([name, { topology }]) =>
      (["default", "failover"] as const).map((member) => ({
        path: ["environments", "environments", name, "topology", member],
        region: topology[member],
      })),
    ),
  ];
  return named.flatMap(({ path, region }) =>
    region === undefined || lookup(regions, region) !== undefined
      ? []
      : [{ path, message: `${region} is not a region of the region knowledge` }],
  );
}

/** Codes make the names of resources: two that are alike would let two stacks have one name. */
function sharedCodes({ regions: { regions }, environments: { environments } }: Knowledge): Contradiction[] {
  const coded = [
    ...Object.entries(regions).map(([name, { code }]) => ({ path: ["regions", "regions", name, "code"], name, code })),
    ...Object.entries(environments).map(([name, { code }]) => ({
      path: ["environments", "environments", name, "code"],
      name,
      code,
    })),
  ];
  return coded.flatMap(({ path, code }, index) => {
    const first = coded.findIndex((each) => each.code === code);
    return first === index ? [] : [{ path, message: `${code} is already the code of ${coded[first]?.name ?? ""}` }];
  });
}

function unusableVersions({ aks: { defaultVersion, versions } }: Knowledge): Contradiction[] {
  return Object.entries(defaultVersion).flatMap(([environmentClass, version]) => {
    const path = ["aks", "defaultVersion", environmentClass];
    const support = lookup(versions, version);
    if (support === undefined) return [{ path, message: `${version} is not one of the versions` }];
    return support === "ended" ? [{ path, message: `the support of ${version} has ended` }] : [];
  });
}

function unknownKinds({ kinds, blueprints: { useCases } }: Knowledge): Contradiction[] {
  const named = [
    ...Object.entries(useCases).flatMap(([name, { infrastructure }]) =>
      infrastructure.map((kind, index) => ({
        path: ["blueprints", "useCases", name, "infrastructure", String(index)],
        kind,
      })),
    ),
    ...Object.entries(kinds).flatMap(([name, { needs }]) =>
      needs.map(({ kind }, index) => ({ path: ["kinds", name, "needs", String(index), "kind"], kind })),
    ),
  ];
  return named.flatMap(({ path, kind }) =>
    Object.hasOwn(kindSpellings, kind) || Object.hasOwn(kinds, kind)
      ? []
      : [{ path, message: `there is no kind ${kind}` }],
  );
}

function entryProblems(name: string, kind: KindKnowledge, modules?: ReadonlySet<string>): Contradiction[] {
  const at = (field: string, message: string): Contradiction => ({ path: ["kinds", name, field], message });
  const settings = [
    ...(kind.plainSetting === undefined ? [] : [["plainSetting", kind.plainSetting] as const]),
    ...kind.required.map((setting) => ["required", setting] as const),
  ];
  return [
    ...(kind.kind === name ? [] : [at("kind", `the entry of ${kind.kind} must be named ${kind.kind}.yaml`)]),
    ...(notDescribable.has(name)
      ? [at("kind", `${name} cannot be described: plans have code of their own for it`)]
      : []),
    ...(modules === undefined || modules.has(kind.module)
      ? []
      : [at("module", `${kind.module} is not one of the modules ${[...modules].sort().join(", ")}`)]),
    ...settings.flatMap(([field, setting]) =>
      Object.hasOwn(kind.settings, setting) ? [] : [at(field, `${setting} is not one of the settings`)],
    ),
  ];
}

/** Kinds with planning steps of their own, and what plans say for something else. */
const notDescribable: ReadonlySet<string> = new Set([...Object.keys(kindSpellings), "described", "resources"]);

/** A kind is found by any of its names, however they are spelt: none may lead to two. */
function sharedNames({ kinds }: Knowledge): Contradiction[] {
  const owners = new Map<string, string>();
  for (const [kind, spellings] of Object.entries(kindSpellings))
    for (const name of [kind, ...spellings]) owners.set(squashed(name), kind);
  // Names before spellings: who takes another's name is at fault, not who has it.
  for (const kind of Object.keys(kinds)) if (!owners.has(squashed(kind))) owners.set(squashed(kind), kind);

  return Object.entries(kinds).flatMap(([kind, { spellings }]) => {
    const names = [["kind", kind], ...spellings.map((name, index) => [`spellings.${index}`, name] as const)] as const;
    return names.flatMap(([field, name]) => {
      const owner = owners.get(squashed(name)) ?? kind;
      owners.set(squashed(name), owner);
      return owner === kind ? [] : [{ path: ["kinds", kind, field], message: `${name} already leads to ${owner}` }];
    });
  });
}
