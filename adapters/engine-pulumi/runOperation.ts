import { readFile, writeFile } from "node:fs/promises";
import type { OperationOptions, StackTarget } from "../../shared/ports/stackEngine.js";
import { backendFiles } from "./backendFiles.js";
import { cleanText } from "./cleanText.js";
import { CompileError, compileProgram } from "./compileProgram.js";
import { removeDeadLocks } from "./deadLocks.js";
import { engineEnvironment, secretVariable } from "./engineEnvironment.js";
import { engineVersions, type EngineVersions } from "./engineVersion.js";
import { fetchSecrets } from "./fetchSecrets.js";
import { operationRecord, type OperationRecord } from "./operationRecord.js";
import type { PulumiEngineOptions } from "./options.js";
import { Refusal } from "./refusal.js";
import type { Job } from "./runnerMessages.js";
import { scrubber, type Scrub } from "./scrub.js";
import { parseStackState, type StackState } from "./stackState.js";
import { startRunner, type RunnerEnd } from "./startRunner.js";
import { stopSignal, untilStopped, type StopReason, type StopSignal } from "./stopSignal.js";
import { makeWorkFolder, writeSettings, type WorkFolder } from "./workFolder.js";

/** What is to be done, beyond what the caller's options say. */
export interface Operation {
  readonly kind: Job["operation"];
  readonly updatePlan?: string;
  readonly fencingToken?: number;
}

/** Everything an operation left behind. */
export interface Finished {
  readonly record: OperationRecord;
  readonly end: RunnerEnd;
  readonly stopped: StopReason | undefined;
  /** What the engine or the runner said besides events, at most 4 KB. */
  readonly lastWords: string;
  readonly before: StackState | undefined;
  /** `undefined` when it could not be read. */
  readonly after: StackState | undefined;
  /** The update plan that a preview saved. */
  readonly updatePlan: string | undefined;
  readonly versions: EngineVersions;
  readonly durationMs: number;
}

/** Performs operations one by one in processes of their own; the only place that knows their whole course. */
export function operationRunner(options: PulumiEngineOptions) {
  const limits = { timeoutMs: 45 * 60_000, graceMs: 10 * 60_000, terminateMs: 5000, ...options.limits };
  const versionsOf = engineVersions(options);
  const files = backendFiles(options.backend);

  /** The stack's state now. @throws Refusal when it cannot be reached or read. */
  async function readState({ rendered: { identity } }: StackTarget): Promise<StackState | undefined> {
    const name = `.pulumi/stacks/${identity.project}/${identity.stack}.json`;
    const text = await files.find(name).catch((cause: unknown) => {
      throw new Refusal("backend-unreachable", "the stack's state could not be read from its backend", true, { cause });
    });
    if (text === undefined) return undefined;
    const state = parseStackState(text);
    if (!state) throw new Refusal("state-unreadable", `the state of ${identity.stack} is not a Pulumi state`);
    return state;
  }

  async function prepare(target: StackTarget, operation: Operation, operationId: string, folder: WorkFolder) {
    const runsProgram = operation.kind === "preview" || operation.kind === "apply";
    const [before, versions, secrets, program] = await Promise.all([
      readState(target),
      versionsOf().catch((cause: unknown) => {
        throw new Refusal("engine-failed", "the pulumi executable does not answer", false, { cause });
      }),
      runsProgram ? fetchSecrets(options.secretValues, target.secrets) : new Map<string, string>(),
      runsProgram ? compile(target) : "",
    ]);
    if (!before && operation.kind !== "preview") throw new Refusal("state-unreadable", "the stack does not exist");
    await writeSettings(folder, target, before, options);
    if (operation.updatePlan !== undefined) await writeFile(folder.planFile, operation.updatePlan, { mode: 0o600 });
    await Promise.all([
      before && keepCopy(target, operation, operationId, before),
      takesLock(operation, before) && freeFromTheDead(target),
    ]);
    return { before, versions, secrets, program };
  }

  async function compile({ rendered }: StackTarget): Promise<string> {
    return compileProgram(rendered, options).catch((cause: unknown) => {
      if (!(cause instanceof CompileError)) throw cause;
      throw new Refusal("program-failed", cause.message, false, { cause });
    });
  }

  /** Without a copy there is no change: the backend keeps no versions. */
  async function keepCopy(target: StackTarget, { kind }: Operation, id: string, { digest, text }: StackState) {
    if ((kind !== "apply" && kind !== "destroy") || digest === "empty") return;
    const { project, stack } = target.rendered.identity;
    await options.stateCopies.put(`${project}/${stack}/${id}.${digest}.json`, text).catch((cause: unknown) => {
      throw new Refusal("backend-unreachable", "no copy of the stack's state could be kept", true, { cause });
    });
  }

  /** A lock that cannot be looked at is the engine's to report. */
  async function freeFromTheDead({ rendered: { identity } }: StackTarget): Promise<void> {
    await removeDeadLocks(files, identity).catch(() => undefined);
  }

  /** Performs one operation, or says why it was stopped before its engine started. @throws Refusal likewise. */
  async function run(
    target: StackTarget,
    operation: Operation,
    about: OperationOptions,
  ): Promise<Finished | { readonly stopped: StopReason }> {
    const stop = stopSignal(about.signal, about.timeoutMs ?? limits.timeoutMs);
    try {
      if (stop.signal.aborted) return { stopped: "cancelled" };
      const folder = await makeWorkFolder(options);
      try {
        return await runIn(folder, stop, target, operation, about);
      } finally {
        await folder.remove();
      }
    } finally {
      stop.clear();
    }
  }

  /** The same in a folder that is there, until the stop. */
  async function runIn(
    folder: WorkFolder,
    stop: StopSignal,
    target: StackTarget,
    operation: Operation,
    { operationId, onProgress, traceparent }: OperationOptions,
  ): Promise<Finished | { readonly stopped: StopReason }> {
    const startMs = Date.now();
    const runner = await startRunner(options.runnerPath, folder.path, folder.runnerWords);
    try {
      const prepared = await untilStopped(prepare(target, operation, operationId, folder), stop.signal);
      if (!prepared) return { stopped: stop.reason() ?? "cancelled" };
      const { before, versions, secrets, program } = prepared;
      const scrub = scrubber([...secrets.values(), ...ownSecrets(options)]);
      const record = operationRecord(
        operation.kind === "preview" || operation.kind === "refresh" ? "preview" : "apply",
        scrub,
        onProgress ?? (() => undefined),
      );
      const { identity } = target.rendered;
      const marks = { operationId, stackPath: identity.path, ...picked(operation.fencingToken, traceparent) };
      const job: Job = {
        operation: operation.kind,
        stack: identity.stack,
        isNew: !before,
        ...("secretsProvider" in options.encryption ? { secretsProvider: options.encryption.secretsProvider } : {}),
        cliPath: options.cliPath,
        cliVersion: versions.cli,
        engineEnv: engineEnvironment(options, folder.path, marks),
        programEnv: Object.fromEntries([...secrets].map(([ref, value]) => [secretVariable(ref), value])),
        program,
        planFile: folder.planFile,
        lastWordsFile: folder.engineWords,
        graceMs: limits.graceMs,
        terminateMs: limits.terminateMs,
      };
      const end = await runner.perform(job, stop.signal, (event) => {
        record.accept(event);
      });
      const after = await readState(target).catch(() => undefined); // what was done is worth more than this fault
      const updatePlan = operation.kind === "preview" ? await textOf(folder.planFile) : undefined;
      const lastWords = await lastWordsOf(folder, scrub);
      const durationMs = Date.now() - startMs;
      return { record, end, stopped: stop.reason(), lastWords, before, after, updatePlan, versions, durationMs };
    } finally {
      await runner.discard();
    }
  }
  return { run, readState };
}

/** A preview locks nothing, except while it makes a stack that is not there yet. */
function takesLock({ kind }: Operation, before: StackState | undefined): boolean {
  return before ? (kind === "apply" || kind === "destroy") && before.pendingOperations === 0 : true;
}

function picked(fencingToken: number | undefined, traceparent: string | undefined) {
  return { ...(fencingToken === undefined ? {} : { fencingToken }), ...(traceparent ? { traceparent } : {}) };
}

/** What this application itself must not let through: the passphrase, keys of the backend and of the provider. */
function ownSecrets({ encryption, backend, provider }: PulumiEngineOptions): string[] {
  const named = Object.entries({ ...backend.env, ...provider.env });
  const keys = named.filter(([name]) => /KEY|TOKEN|SECRET|PASSWORD|CONNECTION_STRING/.test(name));
  return [...("passphrase" in encryption ? [encryption.passphrase] : []), ...keys.map(([, value]) => value)];
}

async function lastWordsOf(folder: WorkFolder, scrub: Scrub): Promise<string> {
  const words = (await textOf(folder.engineWords)) || (await textOf(folder.runnerWords)) || "";
  return cleanText(scrub(words)).slice(-4096);
}

function textOf(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}
