import { createHash } from "node:crypto";
import { openCloud } from "../../local/azure/cloudStore.js";
import { storeReader, type StoreReader } from "./storeReader.js";

interface Stores {
  readonly storageConnection: string;
  readonly cloudDir: string;
  /** Runs whose submission was answered with 2xx. */
  readonly acknowledged: readonly string[];
}

interface RunRecord {
  readonly outcome: { readonly kind: string };
  readonly decision: { readonly kind: string; readonly pin: string } | null;
  readonly artifacts: readonly { readonly name: string; readonly sha256: string }[];
}

/**
 * Proves from the stores alone, knowing nothing of any fault, that nothing was lost. Returns what it found broken:
 * I1 each acknowledged request exists once and ended; I2 cloud and state name the same resources; I3 applies of a stack
 * never shared or reversed a fencing token; I4 no apply without a decision on its pin; I5 every ended run's artifacts
 * have the recorded digests.
 */
export async function checkInvariants({ storageConnection, cloudDir, acknowledged }: Stores): Promise<string[]> {
  const records = storeReader(storageConnection, "records");
  const state = storeReader(storageConnection, "state");
  const broken: string[] = [];
  for (const runId of acknowledged) broken.push(...(await runFaults(records, runId)));
  broken.push(...(await cloudFaults(state, cloudDir)));
  broken.push(...fenceFaults(cloudDir));
  return broken;
}

async function runFaults(records: StoreReader, runId: string): Promise<string[]> {
  const claims = (await records.names("index/runs/")).filter((name) => name === `index/runs/${runId}.json`);
  if (claims.length !== 1) return [`I1 ${runId} was acknowledged and has ${claims.length} claims`];
  const claim = JSON.parse(await records.text(`index/runs/${runId}.json`)) as { input: { folder: string } };
  const { folder } = claim.input;
  const names = await records.names(`${folder}/`);
  if (!names.includes(`${folder}/run.json`)) return [`I1 ${runId} was acknowledged and has no ending`];

  const record = JSON.parse(await records.text(`${folder}/run.json`)) as RunRecord;
  const faults: string[] = [];
  for (const { name, sha256 } of record.artifacts) {
    const found = createHash("sha256")
      .update(await records.text(name))
      .digest("hex");
    if (found !== sha256) faults.push(`I5 ${name} is not what ${runId} archived`);
  }
  for (const attempt of names.filter((name) => /\/attempts(-[a-z0-9]+)?\/\d+\.json$/.test(name))) {
    const { round, pin } = JSON.parse(await records.text(attempt)) as { round: number; pin: string };
    const decision = names.includes(`${folder}/decision-${round}.json`)
      ? (JSON.parse(await records.text(`${folder}/decision-${round}.json`)) as { kind: string; pin: string })
      : undefined;
    if (decision?.pin !== pin || !/approved$/.test(decision.kind))
      faults.push(`I4 ${attempt} has no approval of its pin`);
  }
  return faults;
}

/** Every resource the cloud has is in some stack's state, and the other way round. */
async function cloudFaults(state: StoreReader, cloudDir: string): Promise<string[]> {
  const inState = new Set<string>();
  for (const name of await state.names(".pulumi/stacks/")) {
    if (!name.endsWith(".json")) continue;
    const { checkpoint } = JSON.parse(await state.text(name)) as {
      checkpoint: { latest?: { resources?: { id?: string; type: string }[] } };
    };
    for (const { id, type } of checkpoint.latest?.resources ?? [])
      if (id !== undefined && type.startsWith("azure-native:")) inState.add(id.toLowerCase());
  }
  const cloud = openCloud(cloudDir);
  try {
    const inCloud = new Set(cloud.resources().map(({ id }) => id.toLowerCase()));
    return [
      ...[...inCloud].filter((id) => !inState.has(id)).map((id) => `I2 ${id} exists and no state knows it`),
      ...[...inState].filter((id) => !inCloud.has(id)).map((id) => `I2 ${id} is in a state and does not exist`),
    ];
  } finally {
    cloud.close();
  }
}

/** The cloud's journal shows each stack's writes with tokens that only grow. */
function fenceFaults(cloudDir: string): string[] {
  const cloud = openCloud(cloudDir);
  try {
    const newest = new Map<string, number>();
    return cloud.journal().flatMap(({ stack, fencingToken, outcome, sequence }) => {
      if (stack === null || fencingToken === null || outcome !== "done") return [];
      const before = newest.get(stack) ?? 0;
      newest.set(stack, Math.max(before, fencingToken));
      return fencingToken < before
        ? [`I3 write ${sequence} of ${stack} came with token ${fencingToken} after ${before}`]
        : [];
    });
  } finally {
    cloud.close();
  }
}
