import * as pulumi from "@pulumi/pulumi";
import { mockCall, mockPreview, mockResource } from "./mockCloud.js";

/** One resource that a program declared. Secrets inside read `{ "[secret]": value }`. */
export interface SynthResource {
  readonly type: string;
  readonly name: string;
  readonly parent?: string;
  readonly deletedWith?: string;
  readonly retainOnDelete?: true;
  readonly ignoreChanges?: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

type Relations = Pick<SynthResource, "parent" | "deletedWith" | "retainOnDelete" | "ignoreChanges">;

export interface Synthesis {
  readonly resources: readonly SynthResource[];
  /** What the program returned, with secrets as above and `[unknown]` for what a preview cannot know. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

interface SynthOptions {
  /** Runs the program as a preview of an empty stack, against a provider that computes nothing. */
  readonly preview?: boolean;
  /** Stack configuration by full key, `<project>:<key>`; the project is `golden`. */
  readonly config?: Readonly<Record<string, string>>;
  /** What Azure computes of a type that only one module declares: the module's own test says it. */
  readonly computed?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Runs a program against Pulumi's mocks: every resource it declared, in a stable order, and its outputs. */
export async function synth(program: () => pulumi.Inputs, options: SynthOptions = {}): Promise<Synthesis> {
  const declared: Omit<SynthResource, keyof Relations>[] = [];
  const relations = new Map<string, Relations>();
  const preview = options.preview ?? false;
  const newResource = (args: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult => {
    declared.push({ type: args.type, name: args.name, inputs: readable(args.inputs) as Record<string, unknown> });
    if (preview) return mockPreview(args);
    const { id, state } = mockResource(args);
    return { id, state: { ...(state as object), ...options.computed?.[args.type] } };
  };

  await pulumi.runtime.setMocks({ newResource, call: mockCall }, "golden", "test", preview);
  pulumi.runtime.setAllConfig({ ...options.config });
  let outputs: unknown;
  await pulumi.runtime.runInPulumiStack(async () => {
    recordRelations(relations);
    outputs = await pulumi.runtime.serializeProperties("outputs", program());
  });
  await pulumi.runtime.disconnect(); // registration is asynchronous: without this the list is silently incomplete

  const resources = declared
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .map(({ type, name, inputs }) => ({ type, name, ...relations.get(`${type} ${name}`), inputs }));
  if (resources.length === 0) throw new Error("the program declared nothing: a golden file of nothing proves nothing");
  resources.sort((a, b) => (`${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1));
  return { resources, outputs: readable(outputs) as Record<string, unknown> };
}

/** Mocks are not told about resource options; a transformation sees them as they are declared. */
function recordRelations(relations: Map<string, Relations>): void {
  const names = new Map<pulumi.Resource, string>();
  pulumi.runtime.registerStackTransformation(({ resource, type, name, props, opts }) => {
    names.set(resource, name);
    const parent = opts.parent && names.get(opts.parent);
    const deletedWith = opts.deletedWith && names.get(opts.deletedWith);
    relations.set(`${type} ${name}`, {
      ...(parent && { parent }),
      ...(deletedWith && { deletedWith }),
      ...(opts.retainOnDelete && { retainOnDelete: true }),
      ...(opts.ignoreChanges && { ignoreChanges: opts.ignoreChanges }),
    });
    return { props, opts };
  });
}

/** The engine's wire form of a value with sorted keys, secrets and unknowns spelled out, and nothing undefined. */
function readable(value: unknown): unknown {
  if (value === pulumi.runtime.unknownValue) return "[unknown]";
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const isSecret = entries.some(([key, item]) => key === pulumi.runtime.specialSigKey && item === secretSignature);
  if (isSecret) return { "[secret]": readable((value as { value: unknown }).value) };
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, readable(item)]));
}

/** Marks a secret on the wire. Source: the specialSecretSig of Pulumi's SDKs, part of the engine's protocol. */
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
