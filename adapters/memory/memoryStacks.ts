import { createHash } from "node:crypto";
import { canonicalJson } from "../../shared/canonicalJson.js";
import type { PlanStep } from "../../shared/contracts/change.js";
import type { StackIdentity } from "../../shared/contracts/identity.js";
import { urnOf, type MemoryResource } from "./memoryPlan.js";

type Resources = readonly MemoryResource[];

/** Stacks with what the engine believes (state) and what there is (cloud). */
export interface MemoryStacks {
  state(stack: StackIdentity): Resources;
  cloud(stack: StackIdentity): Resources;
  /** The state as text, or `undefined` when the stack does not exist. */
  exported(stack: StackIdentity): string | undefined;
  /** sha-256 of the state; `empty` when the stack does not exist. */
  stateDigest(stack: StackIdentity): string;
  /** Brings one resource to what is wanted, in cloud and state; creates the stack. */
  make(stack: StackIdentity, step: PlanStep, wanted: Resources): void;
  /** Forgets a stack, but not the tokens it has seen. */
  remove(stack: StackIdentity): void;
  /** Whether a write with this token may happen: never under one older than the greatest seen. */
  admits(stack: StackIdentity, token: number): boolean;
  /** Changes the cloud and not the state. */
  drift(stack: StackIdentity, name: string, inputs: MemoryResource["inputs"] | undefined): void;
}

/** No stacks yet. */
export function memoryStacks(): MemoryStacks {
  const stacks = new Map<string, { readonly state: Resources; readonly cloud: Resources }>();
  const tokens = new Map<string, number>();
  const exported = (stack: StackIdentity): string | undefined => {
    const found = stacks.get(keyOf(stack));
    return found && canonicalJson(found.state);
  };
  return {
    exported,
    state: (stack) => stacks.get(keyOf(stack))?.state ?? [],
    cloud: (stack) => stacks.get(keyOf(stack))?.cloud ?? [],
    stateDigest(stack) {
      const text = exported(stack);
      return text === undefined ? "empty" : createHash("sha256").update(text).digest("hex");
    },
    make(stack, { urn }, wanted) {
      const { state, cloud } = stacks.get(keyOf(stack)) ?? { state: [], cloud: [] };
      const isIt = (resource: MemoryResource): boolean => urnOf(stack, resource) === urn;
      const made = (resources: Resources): Resources => [
        ...resources.filter((resource) => !isIt(resource)),
        ...wanted.filter(isIt),
      ];
      stacks.set(keyOf(stack), { state: made(state), cloud: made(cloud) });
    },
    remove: (stack) => void stacks.delete(keyOf(stack)),
    admits(stack, token) {
      const greatest = Math.max(token, tokens.get(keyOf(stack)) ?? token);
      tokens.set(keyOf(stack), greatest);
      return token === greatest;
    },
    drift(stack, name, inputs) {
      const { state, cloud } = stacks.get(keyOf(stack)) ?? { state: [], cloud: [] };
      const drifted = cloud.flatMap((resource) => {
        if (resource.name !== name) return [resource];
        return inputs === undefined ? [] : [{ ...resource, inputs }];
      });
      stacks.set(keyOf(stack), { state, cloud: drifted });
    },
  };
}

const keyOf = ({ project, stack }: StackIdentity): string => `${project}/${stack}`;
