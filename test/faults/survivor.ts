import { isEnded, isWaiting, type Service } from "../kit/service.js";
import type { RunView } from "../../shared/contracts/run.js";
import { z } from "zod";

/** Drives runs through a service whose host may die at any moment, as a patient client would. */
export interface Survivor {
  /** Calls until there is an answer, starting the host again when it is gone. */
  insist(method: "GET" | "POST", path: string, options?: Parameters<Service["call"]>[2]): ReturnType<Service["call"]>;
  /** Submits until it is acknowledged. */
  submit(request: Record<string, unknown>): Promise<void>;
  /** Gives one verdict at the gate, until it is acknowledged. */
  decide(runId: string, verdict: "approve" | "reject"): Promise<void>;
  /** Waits for a state of the run, whatever happens to the host meanwhile. */
  until(runId: string, condition: (run: RunView) => boolean | Promise<boolean>): Promise<RunView>;
  /** Every run that was acknowledged. */
  readonly acknowledged: string[];
}

const History = z.object({ historyEvents: z.array(z.object({ EventType: z.string() })) });

export function survivor(service: Service): Survivor {
  const acknowledged: string[] = [];
  const insist: Survivor["insist"] = async (method, path, options) => {
    for (let attempt = 0; attempt < 50; attempt++) {
      try {
        const answer = await service.call(method, path, options);
        if (answer.status !== 503) return answer;
        await new Promise((resolve) => setTimeout(resolve, 200)); // it says: try again in a moment
      } catch {
        await reviveHost(service);
      }
    }
    throw new Error(`${method} ${path} was never answered`);
  };
  const until: Survivor["until"] = async (runId, condition) => {
    for (const deadline = Date.now() + 120_000; Date.now() < deadline;) {
      const { body, status } = await insist("GET", `/api/runs/${runId}`);
      if (status === 200 && (await condition(body as RunView))) return body as RunView;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`run ${runId} did not come so far`);
  };
  /** Whether the run's last word is the timer of its gate: then it waits there, and does nothing until somebody decides. */
  const isAtRest = async (runId: string): Promise<boolean> => {
    const url = `${service.host().rpcUrl}/durabletask/instances/${runId}?showHistory=true`;
    const answer = await fetch(url).catch(() => undefined);
    if (!answer?.ok) return false;
    return History.parse(await answer.json()).historyEvents.at(-1)?.EventType === "TimerCreated";
  };
  return {
    acknowledged,
    insist,
    until,
    async submit(request) {
      const { status, body } = await insist("POST", "/api/provision/stack", { body: request, as: "ada" });
      if (status !== 202) throw new Error(`the submission was answered ${status}: ${JSON.stringify(body)}`);
      acknowledged.push(String(request["execution_id"]));
    },
    async decide(runId, verdict) {
      // The run shows its gate a moment before it waits there. A hint that comes earlier is committed while the run is
      // already on its way through the apply, and a kill at that commit would fall into the apply step.
      const run = await until(runId, async (view) => isEnded(view) || (isWaiting(view) && (await isAtRest(runId))));
      if (!run.gate) return; // decided before a crash; the answer was lost, the decision was not
      const headers = { "if-match": `"${run.gate.pin}"` };
      await insist("POST", `/api/runs/${runId}/decision`, {
        body: { verdict, reason: "survived" },
        as: "grace",
        headers,
      });
    },
  };
}

/** Starts the host again once it is really gone. */
export async function reviveHost(service: Service): Promise<void> {
  await service.host().ended;
  await service.startHost();
}
