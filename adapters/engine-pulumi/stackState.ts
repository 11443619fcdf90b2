import { createHash } from "node:crypto";
import { z } from "zod";
import type { StackOutput, StackResource } from "../../shared/ports/stackEngine.js";
import { isProvider, nameOf } from "./engineEvent.js";
import { holdsSecret, maskValue } from "./maskValue.js";

const Resource = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  /** True for the old copy of a replaced resource that is still to be deleted. */
  delete: z.boolean().optional(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
});

/** How the stack's secrets are encrypted: the salt of a passphrase, or a data key wrapped by a key vault's key. */
const SecretsProvider = z.discriminatedUnion("type", [
  z.object({ type: z.literal("passphrase"), state: z.object({ salt: z.string() }) }),
  z.object({ type: z.literal("cloud"), state: z.object({ url: z.string(), encryptedkey: z.string() }) }),
]);

const Deployment = z.looseObject({
  secrets_providers: SecretsProvider.nullish(),
  resources: z.array(Resource).nullish(),
  pending_operations: z.array(z.unknown()).nullish(),
});

/** A stack's file in a DIY backend. Source: `pkg/backend/diy/state.go`, `sdk/go/common/apitype/core.go`. */
const Checkpoint = z.object({
  version: z.union([z.literal(3), z.literal(4)]),
  checkpoint: z.object({ stack: z.string(), latest: Deployment.nullish() }),
});

/** What a stack's file says. */
export interface StackState {
  /** sha-256 of the file; `empty` while the stack holds nothing, so that initialising a stack is no change of it. */
  readonly digest: string;
  readonly resources: readonly z.infer<typeof Resource>[];
  /** Operations on resources that began and were never recorded as ended: their engine was cut off. */
  readonly pendingOperations: number;
  readonly secretsProvider?: z.infer<typeof SecretsProvider>;
  /** The file as it is. */
  readonly text: string;
  /** The form that `pulumi stack import` takes, secrets encrypted. */
  readonly exported: string;
}

/**
 * Reads a stack's file. A file without the expected shape is refused: the engine itself takes `{}` for an empty stack
 * and would create everything again.
 */
export function parseStackState(text: string): StackState | undefined {
  const parsed = Checkpoint.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { version, checkpoint } = parsed.data;
  const { resources, pending_operations: pending, secrets_providers: secretsProvider } = checkpoint.latest ?? {};
  const isEmpty = (resources ?? []).length === 0 && (pending ?? []).length === 0;
  return {
    digest: isEmpty ? "empty" : createHash("sha256").update(text).digest("hex"),
    resources: resources ?? [],
    pendingOperations: (pending ?? []).length,
    ...(secretsProvider ? { secretsProvider } : {}),
    text,
    exported: JSON.stringify({ version, deployment: checkpoint.latest ?? {} }),
  };
}

/** The resources of the cloud and the components, secrets masked; providers and the stack itself are left out. */
export function resourcesOf(state: StackState): StackResource[] {
  return state.resources
    .filter(({ type, delete: isOld }) => !isOld && !isProvider(type) && type !== stackType)
    .map(({ urn, type, id, inputs, outputs }) => ({
      urn,
      type,
      name: nameOf(urn),
      ...(id ? { id } : {}),
      inputs: maskValue(inputs ?? {}, outputs) as Record<string, unknown>,
      outputs: maskValue(outputs ?? {}, inputs) as Record<string, unknown>,
    }));
}

/** The stack's outputs, secrets masked. */
export function outputsOf(state: StackState): Record<string, StackOutput> {
  const stack = state.resources.find(({ type }) => type === stackType);
  const outputs = Object.entries(stack?.outputs ?? {});
  return Object.fromEntries(
    outputs.map(([name, value]) => [name, { value: maskValue(value), isSecret: holdsSecret(value) }]),
  );
}

/** URNs that are still there, old copies of replaced resources included. */
export function remainingOf(state: StackState): string[] {
  return state.resources.filter(({ type }) => !isProvider(type) && type !== stackType).map(({ urn }) => urn);
}

const stackType = "pulumi:pulumi:Stack";

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
