import { z } from "zod";
import type { KindKnowledge, KindSetting } from "../../contracts/kinds.js";
import type { SettingValue } from "../../contracts/request.js";
import { anyCase, worded, type Wording } from "./wording.js";

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

/** The schemas of a described kind, with its words for people. */
export function describedKind(knowledge: KindKnowledge): DescribedKind {
  const settings = settingsOf(knowledge);
  return { item: itemOf(knowledge, settings), member: memberOf(knowledge, settings) };
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

function memberOf(knowledge: KindKnowledge, settings: Settings) {
  const { kind, title, about, plainSetting, required } = knowledge;
  const plain = plainSetting === undefined ? undefined : knowledge.settings[plainSetting];
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
  const names = Object.keys(settings).join(", ");
  return worded(member, {
    title,
    remedy: `${about.replace(/\.?$/, ".")} ${required.length === 0 ? "true, or an" : "An"} object${names === "" ? "" : ` with ${names}`}.`,
    spellings: kindSpellings(knowledge),
  }).optional();
}

function described(of: string, written: Readonly<Record<string, SettingValue | undefined>>): DescribedEntry {
  const settings = Object.entries(written).filter((entry): entry is [string, SettingValue] => entry[1] !== undefined);
  return { type: "described", of, settings: Object.fromEntries(settings) };
}

function settingSchema(name: string, setting: KindSetting, { title: of }: KindKnowledge): z.ZodType<SettingValue> {
  const words = name.replaceAll("_", " ");
  const title = `${/^[aeio]/.test(words) ? "an" : "a"} ${words} of ${of}`;
  const remedy = setting.about.replace(/\.?$/, ".");
  const { spellings } = setting;
  switch (setting.type) {
    case "choice":
      return choice(setting.values, { ...anyCase(title, setting.values), spellings }, remedy);
    case "integer":
      return integer(setting, { title, spellings }, remedy);
    case "flag":
      return worded(z.boolean(), { title, remedy: `${remedy} true or false.`, spellings });
    case "text":
      return worded(text(setting), { title, remedy, examples: [setting.example], spellings });
    case "texts":
      return worded(z.array(worded(text(setting), { title: `one of ${words}` })).max(setting.maxItems), {
        title,
        remedy: `${remedy} A list, each once.`,
        examples: [`[${setting.example}]`],
        spellings,
      });
  }
}

function integer(
  { min, max, values }: Extract<KindSetting, { type: "integer" }>,
  wording: Wording,
  about: string,
): z.ZodType<SettingValue> {
  if (!values)
    return worded(z.int().min(min).max(max), { ...wording, remedy: `${about} A whole number from ${min} to ${max}.` });
  const remedy = `${about} One of ${values.join(", ")}.`;
  return worded(z.literal(values), { ...wording, remedy });
}

/** Values that look like numbers may be written as numbers (`version: 16`). */
function choice(values: readonly string[], wording: Wording, about: string): z.ZodType<SettingValue> {
  const options = worded(z.enum(values), wording);
  const remedy = `${about} ${wording.remedy ?? ""}`;
  if (!values.every((value) => /^[0-9.]+$/.test(value))) return worded(options, { remedy });
  const number = worded(z.number(), { ...wording, isAsWritten: true });
  return worded(z.union([options, number]).transform(String), { ...wording, remedy });
}

function text({ pattern, maxLength }: { readonly pattern: string; readonly maxLength: number }): z.ZodString {
  return z
    .string()
    .max(maxLength)
    .regex(new RegExp(`^(?:${pattern})$`));
}

/** The ways to write a kind: its spellings, each with underscores and in one word. */
function kindSpellings({ kind, spellings }: KindKnowledge): string[] {
  const ways = [kind, ...spellings].flatMap((name) => [
    name,
    name.replaceAll("-", "_"),
    name.replaceAll("_", "-"),
    name.replaceAll(/[-_]/g, ""),
  ]);
  return [...new Set(ways)].filter((name) => name !== kind);
}
