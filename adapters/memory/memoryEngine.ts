import { canonicalJson } from "../../shared/canonicalJson.js";
import type { ChangeSummary, PlanStep } from "../../shared/contracts/change.js";
import type { RenderedStack } from "../../shared/contracts/plan.js";
import type * as engine from "../../shared/ports/stackEngine.js";
import { countSteps, planChanges, urnOf, type MemoryResource } from "./memoryPlan.js";
import { memoryStacks } from "./memoryStacks.js";
import { failed, scriptedFailures, type ScriptedFailure } from "./scriptedFailures.js";

export interface MemoryEngineOptions {
  /** What a rendered stack declares; by default each of its files is one resource made of the file's text. */
  readonly resourcesOf?: (rendered: RenderedStack) => readonly MemoryResource[];
  readonly outputsOf?: (rendered: RenderedStack) => Readonly<Record<string, engine.StackOutput>>;
  readonly failures?: readonly ScriptedFailure[];
  /** Called before each step of an apply or destroy: a test may wait, cancel or change the world here. */
  readonly beforeStep?: (step: PlanStep) => void | Promise<void>;
}

/** An engine for tests of the process: stacks live in memory, and plans come from what was rendered. */
export interface MemoryEngine extends engine.StackEngine {
  /** Changes a resource in the cloud behind the engine's back, or takes it away. */
  drift(target: engine.StackTarget, resource: string, inputs: MemoryResource["inputs"] | undefined): void;
}

/** An engine without any stack. */
export function memoryEngine(options: MemoryEngineOptions = {}): MemoryEngine {
  const { resourcesOf = filesAsResources, outputsOf = () => ({}), beforeStep } = options;
  const stacks = memoryStacks();
  const nextFailure = scriptedFailures(options.failures ?? []);

  const previewed = ({ rendered: { identity } }: engine.StackTarget, wanted: readonly MemoryResource[]) => {
    const startedMs = performance.now();
    const plan = planChanges(identity, stacks.state(identity), wanted);
    const stateDigest = stacks.stateDigest(identity);
    return {
      kind: "previewed",
      plan,
      updatePlan: canonicalJson({ plan, wanted, stateDigest }),
      stateDigest,
      engineVersion: "memory 1",
      diagnostics: [],
      durationMs: sinceMs(startedMs),
    } satisfies engine.Previewed;
  };
  const preview = (
    operation: "preview" | "previewRefresh",
    target: engine.StackTarget,
    wanted: readonly MemoryResource[],
    { signal }: engine.OperationOptions,
  ): ReturnType<engine.StackEngine["preview"]> => {
    if (signal?.aborted) return Promise.resolve(cancelled);
    const failure = nextFailure(operation);
    return Promise.resolve(failure ? failed(failure, none) : previewed(target, wanted));
  };
  /** Makes steps one by one until their end, a scripted failure or a cancellation; says what was made. */
  const make = async (
    operation: "apply" | "destroy",
    { rendered: { identity } }: engine.StackTarget,
    wanted: readonly MemoryResource[],
    { signal, onProgress, fencingToken }: engine.OperationOptions & { readonly fencingToken: number },
  ): Promise<engine.EngineFailure | engine.EngineCancelled | ChangeSummary> => {
    if (!stacks.admits(identity, fencingToken))
      return failed({ code: "stack-locked", reason: `The cloud knows a token greater than ${fencingToken}` }, none);
    const failure = nextFailure(operation);
    const { steps, changes } = planChanges(identity, stacks.state(identity), wanted);
    const done: PlanStep[] = [];
    for (const step of steps) {
      if (failure && done.length >= (failure.afterSteps ?? 0)) break;
      await beforeStep?.(step);
      if (signal?.aborted) return { kind: "cancelled", changes: countSteps(done) };
      const { urn, type, name, op } = step;
      const at = (): string => new Date().toISOString();
      onProgress?.({ kind: "resource", at: at(), operation: "apply", urn, type, name, op, state: "started" });
      stacks.make(identity, step, wanted);
      done.push(step);
      onProgress?.({ kind: "resource", at: at(), operation: "apply", urn, type, name, op, state: "done" });
    }
    return failure ? failed(failure, countSteps(done)) : changes;
  };

  return {
    preview: (target, previewOptions) => preview("preview", target, resourcesOf(target.rendered), previewOptions),

    // What drifted is told as a change, whether or not the engine could make it in place.
    previewRefresh: (target, previewOptions) =>
      preview("previewRefresh", target, stacks.cloud(target.rendered.identity).map(changeable), previewOptions),

    async apply(target, applyOptions) {
      if (applyOptions.signal?.aborted) return cancelled;
      const startedMs = performance.now();
      const { identity } = target.rendered;
      const wanted = resourcesOf(target.rendered);
      if (previewed(target, wanted).updatePlan !== applyOptions.updatePlan)
        return failed({ code: "plan-stale", reason: "What would be done is not what the plan says" }, none);
      const made = await make("apply", target, wanted, applyOptions);
      if ("kind" in made) return made;
      return {
        kind: "applied",
        changes: made,
        resources: stacks.state(identity).map((resource) => asStackResource(identity, resource)),
        outputs: outputsOf(target.rendered),
        stateDigest: stacks.stateDigest(identity),
        diagnostics: [],
        durationMs: sinceMs(startedMs),
      };
    },

    async destroy(target, destroyOptions) {
      if (destroyOptions.signal?.aborted) return cancelled;
      const made = await make("destroy", target, [], destroyOptions);
      if ("kind" in made) return made;
      stacks.remove(target.rendered.identity);
      return { kind: "destroyed", changes: made, remaining: [] };
    },

    exportState: ({ rendered }) => Promise.resolve(stacks.exported(rendered.identity)),

    drift({ rendered }, resource, inputs) {
      stacks.drift(rendered.identity, resource, inputs);
    },
  };
}

const none: ChangeSummary = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };

const cancelled: engine.EngineCancelled = { kind: "cancelled", changes: none };

const sinceMs = (startedMs: number): number => Math.round(performance.now() - startedMs);

const changeable = ({ type, name, inputs }: MemoryResource): MemoryResource => ({ type, name, inputs });

function filesAsResources({ files }: RenderedStack): readonly MemoryResource[] {
  return Object.entries(files).map(([name, text]) => ({ type: "memory:index:File", name, inputs: { text } }));
}

function asStackResource(identity: RenderedStack["identity"], resource: MemoryResource): engine.StackResource {
  const { type, name, inputs } = resource;
  const id = `/memory/${identity.stack}/${name}`;
  return { urn: urnOf(identity, resource), type, name, id, inputs, outputs: inputs };
}
