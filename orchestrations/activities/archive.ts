import type { ArtifactRef } from "../../shared/contracts/artifact.js";
import { AppliedRecord, PreviewRecord } from "../../shared/contracts/evidence.js";
import { RenderedStack, ResolvedPlan } from "../../shared/contracts/plan.js";
import { endingEvent } from "../../shared/events/runEvents.js";
import type { Artifacts, Ledger } from "../../shared/ports/records.js";
import { outputMap } from "../../shared/records/outputMap.js";
import { provisionedResources, provisioningOutput } from "../../shared/records/provisionedResources.js";
import { provisioningLog } from "../../shared/records/provisioningLog.js";
import { runMetadata } from "../../shared/records/runMetadata.js";
import { listingLabels } from "../../shared/records/listingLabels.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { secretBindings } from "../../shared/records/secretBindings.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { putDocument, readDocument } from "./documents.js";

/**
 * Step `run.archive`. Safe to repeat: every artifact is a function of the run's own evidence. The record is written
 * last and names each artifact with its digest, so that a record without its artifacts cannot exist.
 */
export const archive =
  (artifacts: Artifacts, ledger: Ledger) =>
  async ({ run, outcome, work, finishedAt }: StepInput<"archive">): Promise<StepResult<"archive">> => {
    const read = async <T>(ref: ArtifactRef | undefined, parse: (ref: ArtifactRef) => Promise<T>) =>
      ref ? parse(ref) : undefined;
    const [plan, rendered, preview, applied] = await Promise.all([
      read(work.plan, (ref) => readDocument(artifacts, ref, ResolvedPlan)),
      read(work.rendered, (ref) => readDocument(artifacts, ref, RenderedStack)),
      read(work.previewed?.preview, (ref) => readDocument(artifacts, ref, PreviewRecord)),
      read(work.applied, (ref) => readDocument(artifacts, ref, AppliedRecord)),
    ]);

    const documents: Record<string, string> = {
      "provisioning.log": provisioningLog(run, outcome, { preview, applied }),
      "provisioning-event.json": json(endingEvent(run, outcome, applied, finishedAt)),
      ...(plan ? { "secret-bindings.json": json(secretBindings(run, plan, applied)) } : {}),
      ...(applied
        ? {
            "outputs.json": json(outputMap(run, applied)),
            "provisioned-resources.json": json(provisionedResources(run, applied)),
            "provisioning-output.json": json(provisioningOutput(run, applied)),
          }
        : {}),
    };
    const inRun = Object.entries({ ...documents, ...prefixed("stack/", rendered?.files) });
    // The stack's own folder always shows the last successful state; a failed run leaves it as it was.
    const inStack = applied ? Object.entries({ ...rendered?.files, ...documents }) : [];
    const put =
      (folder: string) =>
      ([name, body]: [string, string]) =>
        artifacts.put(`${folder}/${name}`, body, { contentType: contentType(name), traceId: run.traceId });
    const [written] = await Promise.all([
      Promise.all(inRun.map(put(run.folder))),
      Promise.all(inStack.map(put(run.stack.path))),
    ]);

    const record = await putDocument(
      artifacts,
      `${run.folder}/run.json`,
      {
        version: 1,
        ...runMetadata(run),
        run,
        outcome,
        decision: work.decision ?? null,
        work,
        finishedAt,
        artifacts: written,
      },
      run.traceId,
    );
    await ledger.label(runPaths.listing(run), listingLabels(run, outcome.kind));
    return { record };
  };

const json = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;

function prefixed(prefix: string, files: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, body]) => [`${prefix}${name}`, body]));
}

function contentType(name: string): string {
  if (name.endsWith(".json")) return "application/json";
  if (name.endsWith(".yaml")) return "application/yaml";
  return "text/plain; charset=utf-8";
}
