import type { AcceptedRequest } from "../shared/contracts/request.js";
import type { Person } from "../shared/contracts/decision.js";
import type { CostProjection } from "../shared/contracts/cost.js";
import type { Digest } from "../shared/contracts/identity.js";
import type { Knowledge } from "../shared/contracts/knowledge.js";
import type { RenderedStack, ResolvedPlan } from "../shared/contracts/plan.js";
import type { Checked, Fault } from "../shared/contracts/problem.js";
import type { RequestEventType } from "../shared/intake/acceptEventPayload.js";
import type { KnownStack } from "../shared/planning/resolvePlan.js";
import type { PolicyProfile } from "../shared/policy/assess.js";
import type { Clock } from "../shared/ports/clock.js";
import type { EventOutbox } from "../shared/ports/events.js";
import type { Artifacts, Ledger, ProgressFeed } from "../shared/ports/records.js";
import type { SecretValues } from "../shared/ports/secretValues.js";
import type { StackEngine } from "../shared/ports/stackEngine.js";
import type { StackLease } from "../shared/ports/stackLease.js";
import type { Telemetry } from "../shared/ports/telemetry.js";
import type { Config } from "./config.js";

/** A document as it came through a door. */
export interface Submission {
  readonly text: string;
  readonly format: "json" | "yaml";
  /** The run's id as the caller chose it, outside the document; it outranks the document's own. */
  readonly executionId?: string;
}

/** The application's parts, joined once; triggers and activities receive what they need of it. */
export interface Application {
  readonly config: Config;
  readonly artifacts: Artifacts;
  readonly ledger: Ledger;
  readonly feed: ProgressFeed;
  readonly lease: StackLease;
  readonly outbox: EventOutbox;
  readonly secrets: SecretValues;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly engine: StackEngine;
  readonly digest: Digest;
  /** Digest of the application's own code and of the modules: renderings of another build are made anew. */
  readonly build: string;
  readonly policy: PolicyProfile;
  readonly policyDigest: string;
  /** Kinds of resource that plans may name besides those with code of their own. */
  readonly kinds: Knowledge["kinds"];
  /** Understands a submission and names everything wrong with it. */
  readonly accept: (submission: Submission, caller: Person) => Checked<AcceptedRequest>;
  /** Understands the data of an event that asks for a stack. */
  readonly acceptEvent: (
    event: { readonly type: RequestEventType; readonly data: unknown },
    caller: Person,
  ) => Checked<AcceptedRequest>;
  /** Decides everything about a stack, with what is remembered of it. */
  readonly resolve: (accepted: AcceptedRequest, known?: KnownStack) => Checked<ResolvedPlan>;
  /** What a plan costs in a month at list prices. */
  readonly projectCost: (plan: ResolvedPlan) => CostProjection;
  readonly render: (plan: ResolvedPlan) => RenderedStack;
  /** What is wrong with a rendered stack before an engine sees it. */
  readonly renderedFaults: (stack: RenderedStack, plan: ResolvedPlan) => readonly Fault[];
  /** Metrics in Prometheus text format. */
  readonly metrics: () => Promise<string>;
  /** What the health page tells: parts by name, each well or with its trouble. */
  readonly health: () => Promise<Readonly<Record<string, "ok" | { readonly trouble: string }>>>;
  /** Hands over what is still held in memory; to be called before the process ends. */
  readonly close: () => Promise<void>;
}
