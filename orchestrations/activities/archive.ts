import type { ArtifactRef } from "../../shared/contracts/artifact.js";
import { AppliedRecord, PreviewRecord } from "../../shared/contracts/evidence.js";
import type { Digest } from "../../shared/contracts/identity.js";
import { RenderedStack, ResolvedPlan } from "../../shared/contracts/plan.js";
import { endingEvent } from "../../shared/events/runEvents.js";
import type { Artifacts } from "../../shared/ports/records.js";
import { dnsMap } from "../../shared/records/dnsMap.js";
import { outputMap } from "../../shared/records/outputMap.js";
import { provisionedResources, provisioningOutput } from "../../shared/records/provisionedResources.js";
import { provisioningLog } from "../../shared/records/provisioningLog.js";
import { runMetadata } from "../../shared/records/runMetadata.js";
import { secretBindings } from "../../shared/records/secretBindings.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { findDocument, putDocument } from "./documents.js";
import { labelRun } from "./labelRun.js";
import { planRollback, type RollbackPorts } from "./rollback.js";
import { putFiles, putStackFiles } from "./stackFiles.js";
import { latestToken } from "./stackMemory.js";
import { passingNames } from "./workingMemory.js";

export interface ArchivePorts extends RollbackPorts {
  readonly digest: Digest;
  /** Whether what the run held between its steps stays, for whoever looks for a fault. */
  readonly keepsContext: boolean;
}

type Input = StepInput<"archive">;

/**
 * Step `run.archive`. Safe to repeat: every artifact is a function of the run's own evidence. The record is written
 * last and names each artifact with its digest, so that a record without its artifacts cannot exist; evidence that
 * cannot be read is named as well, and the run still gets its record. What only its steps needed goes after that.
 */
export const archive =
  ({ artifacts, ledger, feed, digest, keepsContext }: ArchivePorts) =>
  async (input: Input): Promise<StepResult<"archive">> => {
    const { run, outcome, work, finishedAt } = input;
    const evidence = await readEvidence(artifacts, work);
    const rollback = await planRollback({ artifacts, ledger, feed }, input, evidence);
    const wayBack = rollback && { "rollback-plan.json": json(rollback) };
    const documents = documentsOf(input, evidence, digest);
    const { rendered, preview, applied } = evidence;
    const put = (folder: string, files: Readonly<Record<string, string>>): Promise<ArtifactRef[]> =>
      putFiles(artifacts, folder, files, run.traceId);
    const archived = async (): Promise<ArtifactRef> => {
      const [written, stackFiles] = await Promise.all([
        put(run.folder, { ...documents, ...wayBack }),
        preview?.files ?? (rendered ? putStackFiles(artifacts, run, rendered) : []),
      ]);
      const record = {
        version: 1,
        ...runMetadata(run),
        run,
        outcome,
        decision: work.decision ?? null,
        work,
        finishedAt,
        artifacts: [...written, ...stackFiles],
        unreadable: evidence.unreadable,
      };
      return putDocument(artifacts, `${run.folder}/run.json`, record, run.traceId);
    };
    // The stack's own folder always shows the last successful state: a failed run leaves it as it was, and so does one
    // that was cut off after its apply and comes to its archive after a later one.
    const shown = async (token: number): Promise<void> => {
      const latest = await latestToken(ledger, run);
      if (latest !== undefined && latest > token) return;
      const [written, standing] = await Promise.all([
        put(run.stack.path, { ...rendered?.files, ...documents }),
        artifacts.list(run.stack.path),
      ]);
      if (evidence.unreadable.length === 0) await removed(artifacts, othersIn(run.stack.path, standing, written));
    };
    const [record, passing] = await Promise.all([
      archived(),
      keepsContext ? [] : passingNames(artifacts, run),
      applied && shown(applied.fencingToken),
    ]);
    await Promise.all([labelRun(ledger, run, outcome.kind), removed(artifacts, passing)]);
    return { record };
  };

type Named = Pick<ArtifactRef, "name">;

/** What lies in a folder besides some files; what is further below belongs to the stacks of tenants. */
function othersIn(folder: string, standing: readonly Named[], files: readonly Named[]): string[] {
  const kept = new Set(files.map(({ name }) => name));
  const names = standing.map(({ name }) => name);
  return names.filter((name) => !kept.has(name) && !name.includes("/", folder.length + 1));
}

async function removed(artifacts: Artifacts, names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => artifacts.remove(name)));
}

/** What the run left behind, as far as it can be read. */
async function readEvidence(artifacts: Artifacts, { plan, rendered, previewed, applied }: Input["work"]) {
  const [foundPlan, foundStack, foundPreview, foundApplied] = await Promise.all([
    findDocument(artifacts, plan, ResolvedPlan),
    findDocument(artifacts, rendered, RenderedStack),
    findDocument(artifacts, previewed?.preview, PreviewRecord),
    findDocument(artifacts, applied, AppliedRecord),
  ]);
  const found = { plan: foundPlan, rendered: foundStack, preview: foundPreview, applied: foundApplied };
  const named = { plan, rendered, preview: previewed?.preview, applied };
  const unreadable = (Object.keys(named) as (keyof typeof named)[]).flatMap((part) =>
    named[part] && !found[part] ? [named[part].name] : [],
  );
  return { ...found, unreadable };
}

/** The artifacts of the specification, by name. */
function documentsOf(
  { run, outcome, work, finishedAt }: Input,
  { plan, preview, applied }: Awaited<ReturnType<typeof readEvidence>>,
  digest: Digest,
): Record<string, string> {
  const names = plan && applied && dnsMap(run, plan, applied);
  return {
    "provisioning.log": provisioningLog(run, outcome, { plan, preview, applied }, work.retries),
    "provisioning-event.json": json(endingEvent(run, outcome, applied, finishedAt, digest)),
    ...(names === undefined ? {} : { "dns-map.yaml": names }),
    ...(plan ? { "secret-bindings.json": json(secretBindings(run, plan, applied)) } : {}),
    ...(applied
      ? {
          "outputs.json": json(outputMap(run, applied)),
          "provisioned-resources.json": json(provisionedResources(run, applied)),
          "provisioning-output.json": json(provisioningOutput(run, applied)),
        }
      : {}),
  };
}

const json = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
