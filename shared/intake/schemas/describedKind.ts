import { z } from "zod";
import type { KindKnowledge, KindSetting } from "../../contracts/kinds.js";
import type { SettingValue } from "../../contracts/request.js";
import { azureTypesOf } from "./azureTypes.js";
import { worded, type Wording } from "./wording.js";
import { lookup } from "../../lookup.js";

/** An entry of a plan whose kind the knowledge describes. */
export interface DescribedEntry {
  readonly type: "described";
  readonly of: string;
  readonly settings: Record<string, SettingValue>;
}

/** The forms that an entry of one described kind has in a plan. */
export interface DescribedKind {
  /** In a list: an object with its `type`. */
  readonly item: ReturnType<typeof itemOf>;
  /** In a map: `true`, a plain value, or an object; `false` asks for nothing. */
  readonly member: ReturnType<typeof memberOf>;
}

/** Whether a plan asks for the kind, or an overlay changes what a plan says of it. */
type Role = "Planned" | "Changed";

/** The schemas of a described kind, with its words for people. */
export function describedKind(knowledge: KindKnowledge, role: Role): DescribedKind {
  const settings = settingsOf(knowledge);
  return { item: itemOf(knowledge, settings), member: memberOf(knowledge, settings, role) };
}

type Settings = Readonly<Record<string, z.ZodType<SettingValue | undefined>>>;

function settingsOf(knowledge: KindKnowledge): Settings {
  return Object.fromEntries(
    Object.entries(knowledge.settings).map(([name, setting]) => {
      const schema = settingSchema(name, setting, knowledge);
      return [name, knowledge.required.includes(name) ? schema : schema.optional()];
    }),
  );
}

function itemOf(knowledge: KindKnowledge, settings: Settings) {
  const { kind, title, about } = knowledge;
  const type = worded(z.literal(kind), {
    title: "a kind of resource",
    values: Object.fromEntries(kindSpellings(knowledge).map((spelling) => [spelling, kind])),
    correction: "NormalisedKind",
  });
  const item = z
    .strictObject({ type, ...settings })
    .transform(({ type: of, ...written }) => described(of, written as Record<string, SettingValue | undefined>));
  return worded(item, { title, remedy: about });
}

function memberOf(knowledge: KindKnowledge, settings: Settings, role: Role) {
  const { kind, title, about, plainSetting, required } = knowledge;
  const plain = plainSetting === undefined ? undefined : lookup(knowledge.settings, plainSetting);
  const isPlainEnough = required.every((name) => name === plainSetting);
  const forms = [
    required.length === 0 ? z.boolean() : z.literal(false),
    ...(plain && plainSetting !== undefined && plain.type !== "flag" && isPlainEnough
      ? [settingSchema(plainSetting, plain, knowledge)]
      : []),
    z.strictObject({ ...settings }),
  ] as const;
  const member = z.union(forms).transform((written): DescribedEntry | undefined => {
    if (written === false) return undefined;
    if (written === true) return described(kind, {});
    const isPlain = typeof written !== "object" || Array.isArray(written);
    return described(kind, isPlain ? { [plainSetting ?? ""]: written } : written);
  });
  const named = worded(member, {
    title,
    remedy: `${required.length === 0 ? "true, or an" : "An"} object${settingNames(knowledge)}. ${sentence(about)}`,
    spellings: kindSpellings(knowledge),
    isAnyCase: true,
  });
  // Published once under its name, and not again for every spelling.
  return named.meta({ id: `${role}${knowledge.module}` }).optional();
}

/** What an object of the kind says: ` with emails`, ` with any of sku and users`. */
function settingNames({ settings, required }: KindKnowledge): string {
  const others = Object.keys(settings).filter((name) => !required.includes(name));
  const parts = [
    ...(required.length > 0 ? [required.join(" and ")] : []),
    ...(others.length > 0 ? [`any of ${others.join(", ")}`] : []),
  ];
  return parts.length === 0 ? "" : ` with ${parts.join(", and ")}`;
}

function described(of: string, written: Readonly<Record<string, SettingValue | undefined>>): DescribedEntry {
  const settings = Object.entries(written).filter((entry): entry is [string, SettingValue] => entry[1] !== undefined);
  return { type: "described", of, settings: Object.fromEntries(settings) };
}

/** Messages say "Write" and then what the remedy says, so that it begins with what to write. */
function settingSchema(name: string, setting: KindSetting, { title: of }: KindKnowledge): z.ZodType<SettingValue> {
  const words = name.replaceAll("_", " ");
  const about = sentence(setting.about);
  const wording = {
    title: `${/^[aeio]/.test(words) ? "an" : "a"} ${words} of ${of}`,
    spellings: setting.spellings,
  };
  switch (setting.type) {
    case "choice":
      return choice(setting.values, { ...wording, remedy: `One of ${setting.values.join(", ")}. ${about}` });
    case "integer":
      return integer(setting, wording, about);
    case "flag":
      return worded(z.boolean(), { ...wording, remedy: `true or false. ${about}` });
    case "text":
      return worded(text(setting), { ...wording, remedy: about, examples: [setting.example] });
    case "texts": {
      const item = { title: `one of the ${words}`, remedy: about, examples: [setting.example] };
      return worded(z.array(worded(text(setting), item)).max(setting.maxItems), {
        ...wording,
        remedy: `A list, each once. ${about}`,
        examples: [`[${setting.example}]`],
      });
    }
  }
}

function integer(
  { min, max, values }: Extract<KindSetting, { type: "integer" }>,
  wording: Wording,
  about: string,
): z.ZodType<SettingValue> {
  return values
    ? worded(z.literal(values), { ...wording, remedy: `One of ${values.join(", ")}. ${about}` })
    : worded(z.int().min(min).max(max), { ...wording, remedy: `A whole number from ${min} to ${max}. ${about}` });
}

/** Values that look like numbers may be written as numbers (`version: 16`). */
function choice(values: readonly string[], words: Wording): z.ZodType<SettingValue> {
  const wording = { ...words, values: {}, correction: "NormalisedValue" };
  const options = worded(z.enum(values), wording);
  if (!values.every((value) => /^[0-9.]+$/.test(value))) return options;
  const number = worded(z.number(), { ...wording, isAsWritten: true });
  return worded(z.union([options, number]).transform(String), wording);
}

function sentence(text: string): string {
  return text.replace(/\.?$/, ".");
}

function text({ pattern, maxLength }: { readonly pattern: string; readonly maxLength: number }): z.ZodString {
  return z
    .string()
    .max(maxLength)
    .regex(new RegExp(/^\^.*\$$/.test(pattern) ? pattern : `^(?:${pattern})$`));
}

/** The ways to write a kind: its spellings, each with underscores and in one word, and its types in Azure. */
function kindSpellings({ kind, spellings }: KindKnowledge): string[] {
  const ways = [kind, ...spellings].flatMap((name) => [
    name,
    name.replaceAll("-", "_"),
    name.replaceAll("_", "-"),
    name.replaceAll(/[-_]/g, ""),
  ]);
  return [...new Set([...ways, ...azureTypesOf(kind)])].filter((name) => name !== kind);
}
