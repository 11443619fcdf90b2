import { z } from "zod";
import { Access, AddressPlan } from "./kindNetwork.js";
import { KindName } from "./kindName.js";
import { edition, NameRule, Pattern } from "./knowledgeParts.js";

const Literal = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** A value, or one for each class of environment. */
const Chosen = z.union([Literal, z.strictObject({ production: Literal, "non-production": Literal })]);

const aboutSetting = {
  /** One sentence for the reference and for editors. */
  about: z.string(),
  /** Other names of the setting that people use. */
  spellings: z.array(z.string()).default([]),
};

/** What a request may set of a kind, and which values it may set. */
export const KindSetting = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("choice"), ...aboutSetting, values: z.array(z.string()).min(1) }),
  z.strictObject({
    type: z.literal("integer"),
    ...aboutSetting,
    min: z.int(),
    max: z.int(),
    /** The only ones, where not every number between is one. */
    values: z.array(z.int()).min(1).optional(),
  }),
  z.strictObject({ type: z.literal("flag"), ...aboutSetting }),
  z.strictObject({
    type: z.literal("text"),
    ...aboutSetting,
    pattern: Pattern,
    maxLength: z.int(),
    example: z.string(),
  }),
  /** Texts, each once. */
  z.strictObject({
    type: z.literal("texts"),
    ...aboutSetting,
    pattern: Pattern,
    maxLength: z.int(),
    maxItems: z.int(),
    example: z.string(),
  }),
]);
export type KindSetting = z.infer<typeof KindSetting>;

/**
 * What must hold of a resource: of an argument listed before it (without `is`: true, more than zero, or with something in
 * it), of how the request replicates (`default` where it does not say), or of its region.
 */
export const Condition = z.union([
  z.strictObject({ argument: z.string(), is: z.array(Literal).min(1).optional() }),
  z.strictObject({ replication: z.enum(["storage", "dns", "observability"]), is: z.array(z.string()).min(1) }),
  /** Whether the region has availability zones or a pair, and whether the request names a secondary region beside it. */
  z.strictObject({ region: z.enum(["zones", "pair", "secondary"]) }),
  /** Whether the stack has a network of its own there. */
  z.strictObject({ network: z.literal("planned") }),
]);
export type Condition = z.infer<typeof Condition>;

const PlainSource = z.union([
  /** What the request sets; else the default; else the module's own choice. */
  z.strictObject({ setting: z.string(), default: Chosen.optional() }),
  z.strictObject({ value: Chosen }),
  /**
   * A fact of the place: the zones the request asks for, whether it asks for any, the secondary region, the display names
   * of the region and of that one, whether this is production. A fact that is not there leaves the argument out.
   */
  z.strictObject({ fact: z.enum(["zones", "hasZones", "secondaryRegion", "regionNames", "isProduction"]) }),
  /** The component in short, or the resource's own name; cut to a length, and with something after it. */
  z.strictObject({
    fact: z.enum(["component", "name"]),
    maxLength: z.int().min(1).optional(),
    suffix: z.string().default(""),
  }),
  /** By how the request replicates (`replication.storage: geo-redundant`); a replication that is not listed is refused. */
  z.strictObject({
    replication: z.enum(["storage", "dns", "observability"]),
    values: z.record(z.string(), Literal),
    default: Literal,
  }),
  /** An output of the stack's first resource of another kind; left out when none is planned, unless it is required. */
  z.strictObject({ output: z.string(), of: KindName, required: z.boolean().default(false) }),
  /** Of a network: its ranges (`space`), or the range of a subnet, which is left out when nothing is planned that needs it. */
  z.strictObject({ addresses: z.string() }),
  /** Inside `each`: the text itself. */
  z.strictObject({ item: z.literal(true) }),
]);

/** Where an argument of the kind's module comes from. */
export type ArgumentSource =
  | z.output<typeof PlainSource>
  | { readonly list: readonly ArgumentSource[] }
  | { readonly concat: readonly ArgumentSource[] }
  | { readonly object: Readonly<Record<string, ArgumentSource>> }
  | { readonly each: string; readonly as: ArgumentSource }
  | { readonly flag: string; readonly default: boolean; readonly then: ArgumentSource }
  | {
      readonly when: Condition;
      readonly then: ArgumentSource;
      readonly else: ArgumentSource;
    };

export const ArgumentSource: z.ZodType<ArgumentSource> = z.lazy(() =>
  z.union([
    PlainSource,
    /** What can be left out is left out of the list. */
    z.strictObject({ list: z.array(ArgumentSource) }),
    /** Lists, one after the other. */
    z.strictObject({ concat: z.array(ArgumentSource) }),
    /** Left out as a whole when one of its members is; what is listed after that one is then not asked for. */
    z.strictObject({ object: z.record(z.string(), ArgumentSource) }),
    /** One for each text of a setting of type `texts`. */
    z.strictObject({ each: z.string(), as: ArgumentSource }),
    /** Left out where a setting of type `flag` is off; `default` where the request does not say. */
    z.strictObject({ flag: z.string(), default: z.boolean(), then: ArgumentSource }),
    /** One or the other, by a condition (`zoneRedundant` only where `sku` is Premium). */
    z.strictObject({ when: Condition, then: ArgumentSource, else: ArgumentSource }),
  ]),
);

/** What keeps data when something is lost: what it is, how far it reaches (as `replication.storage` says it), in words. */
export const Protection = z.strictObject({
  means: z.enum(["backup", "replication"]),
  reach: z.enum(["local", "zone-redundant", "geo-redundant"]),
  /** As messages say it (`backups in the paired region`). */
  by: z.string(),
});
export type Protection = z.infer<typeof Protection>;

/** A protection and what must hold for it, the cause before what follows from it (`sku` before `replicas`). */
const ConditionalProtection = z.strictObject({ ...Protection.shape, when: z.array(Condition).default([]) });

/** What of a kind stands in the secondary region when names fail over (`replication.dns: failover`), and why. */
export const SecondRegion = z.discriminatedUnion("is", [
  /** One more there, with what it leans on. */
  z.strictObject({ is: z.literal("mirrored"), reason: z.string() }),
  /** The resource itself reaches there, by this argument; it stays where it is while the argument holds nothing. */
  z.strictObject({ is: z.literal("replicated"), argument: z.string(), reason: z.string() }),
  z.strictObject({ is: z.literal("primary-only"), reason: z.string() }),
]);
export type SecondRegion = z.infer<typeof SecondRegion>;

/**
 * How a service is reached from inside a network: which part of it, and the zone in which its name is then found.
 * Source: https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
export const PrivateLink = z.strictObject({
  group: z.string(),
  zone: z.string().startsWith("privatelink."),
  /** Argument of the module that takes the place. */
  argument: z.string().default("privateEndpoint"),
  /** What must hold for it to have one (a tier); the module then keeps it closed to the internet. */
  when: z.array(Condition).default([]),
});
export type PrivateLink = z.infer<typeof PrivateLink>;

/** A class of `@cloud-provisioner/azure`. */
export const ModuleName = z.string().regex(/^[A-Z][A-Za-z0-9]*$/);
export type ModuleName = z.infer<typeof ModuleName>;

/** An output of a stack: the key that consumers read, the module's property that has it, what it is. */
export const NamedOutput = z.strictObject({ key: z.string(), property: z.string(), meaning: z.string() });

/** What a resource is to whoever undoes something. Source: specification section 5.4. */
export const ResourceClass = z.enum(["stateful", "sensitive", "ephemeral"]);
export type ResourceClass = z.infer<typeof ResourceClass>;

/**
 * A kind of resource as data: what people call it, what a request may set, how its module's arguments are decided, what
 * it puts out. A kind that needs nothing else is added with a module folder and one such entry.
 */
export const KindKnowledge = z.strictObject({
  ...edition,
  kind: KindName,
  /** The specification's label, as resource plans list it (`PostgreSQL`). */
  label: z.string(),
  /** With its article, as messages say it (`a PostgreSQL server`). */
  title: z.string(),
  about: z.string(),
  spellings: z.array(z.string()).default([]),
  module: ModuleName,
  /** Name in the Pulumi program; later ones are numbered. */
  logicalName: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  name: z.strictObject({ argument: z.string(), rule: NameRule }),
  classes: z.array(ResourceClass).default([]),
  /** What keeps its data, if it is `stateful`. Source: specification section 5.4. */
  protections: z.array(ConditionalProtection).default([]),
  secondRegion: SecondRegion.default({ is: "primary-only", reason: "its entry says nothing of a second region" }),
  /** How its workloads, and those of a cluster beside it, reach it in a network of the stack; absent where it needs none. */
  privateLink: PrivateLink.optional(),
  /** Of what runs workloads: the subnet it lives in where the stack has a network, and the argument that takes it. */
  subnet: z.strictObject({ name: z.string(), argument: z.string() }).optional(),
  /** Of a network: how its addresses are shared out. */
  addresses: AddressPlan.optional(),
  /** Who of the stack may use what it holds. */
  access: z.array(Access).default([]),
  /** Whether the module takes `location`; a global one does not. */
  isRegional: z.boolean().default(true),
  settings: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), KindSetting).default({}),
  /** The setting that a plain value in a plan sets (`storage: standard`). */
  plainSetting: z.string().optional(),
  /** Names of settings that a plan must give. */
  required: z.array(z.string()).default([]),
  /** In the order in which the program lists them. */
  arguments: z.record(z.string(), ArgumentSource),
  outputs: z.array(NamedOutput),
  /** Kinds that a stack gets as well when this one is planned, and why. */
  needs: z.array(z.strictObject({ kind: KindName, reason: z.string() })).default([]),
  /** Most of this kind in one stack. */
  maxPerStack: z.int().min(1).default(10),
});
export type KindKnowledge = z.infer<typeof KindKnowledge>;
