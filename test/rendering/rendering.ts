import { fileURLToPath } from "node:url";
import { loadKnowledge } from "../../adapters/knowledge/loadKnowledge.js";
import { acceptRequest } from "../../shared/intake/acceptRequest.js";
import type { Submission } from "../../shared/intake/readDocument.js";
import { resolvePlan } from "../../shared/planning/resolvePlan.js";
import { renderStack } from "../../shared/rendering/renderStack.js";
import { sha256, versionsFor } from "../kit/requests.js";

const knowledgeFolder = fileURLToPath(new URL("../../knowledge", import.meta.url));

/** From a request as it is sent to the digest of every byte that comes out, with the knowledge of a folder. */
export async function rendering(folder = knowledgeFolder): Promise<(submission: Submission) => string> {
  const knowledge = await loadKnowledge(folder);
  const context = {
    kinds: knowledge.kinds,
    regions: Object.keys(knowledge.regions.regions),
    regionSpellings: {},
    caller: "ada",
  };
  return (submission) => {
    const accepted = acceptRequest(submission, context);
    if (!accepted.ok) throw new Error(JSON.stringify(accepted.faults));
    const plan = resolvePlan(accepted.value, knowledge, sha256);
    if (!plan.ok) throw new Error(JSON.stringify(plan.faults));
    const stack = renderStack(plan.value, versionsFor(knowledge), sha256);
    return sha256(JSON.stringify([stack.digest, Object.entries(stack.files)]));
  };
}
