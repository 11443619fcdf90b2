import type { Diagnostic } from "../../shared/contracts/change.js";
import type { FailureCode } from "../../shared/contracts/run.js";

/** What a failure is to the process, and whether the same operation may succeed later without a change. */
export interface Classified {
  readonly code: FailureCode;
  readonly isTransient: boolean;
  readonly reason: string;
}

interface Rule {
  readonly text: RegExp;
  readonly code: FailureCode;
  readonly isTransient?: true;
  /** The reason in other words, where the engine's are for who writes the program. */
  readonly inFull?: (urn: string) => string;
}

/**
 * The engine's own words, first match wins. One place for all of them: they are texts and may change with a version.
 *
 * Source: measured with pulumi 3.259.0; codes of Azure from https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 */
const rules: readonly Rule[] = [
  // The stack and its state.
  {
    text: /the stack is currently locked by|Another update is currently in progress/,
    code: "stack-locked",
    isTransient: true,
  },
  // An operation whose host was killed may still be making the stack that its successor finds missing.
  { text: /stack '[^']+' already exists/, code: "stack-locked", isTransient: true },
  { text: /StaleFencingToken/, code: "stack-busy" },
  { text: /is not allowed by the plan|violates plan|expected resource operations for/, code: "plan-stale" },
  {
    text: /cannot be deleted\s+because it is protected|currently marked for protection/,
    code: "resource-protected",
    inFull: (urn) =>
      `The plan would delete or replace what production protects: ${urn}. Keep it in the request as it is. If it is to ` +
      "go with all that it holds, run `pulumi state unprotect` for it and for the component that it is a part of, and " +
      "then send the request again.",
  },
  { text: /incorrect passphrase|passphrase must be set|message authentication failed/, code: "state-unreadable" },
  { text: /failed to load checkpoint|snapshot integrity|is newer than what this version/, code: "state-unreadable" },
  { text: /no stack named/, code: "state-unreadable" },
  // The backend. A key or container that is wrong stays wrong; a network comes back.
  {
    text: /\.pulumi\/.*dial tcp|\.pulumi\/.*(i\/o timeout|TLS handshake|connection reset)/s,
    code: "backend-unreachable",
    isTransient: true,
  },
  {
    text: /read ".pulumi\/|could not list bucket|unable to open state directory|azureblob:/,
    code: "backend-unreachable",
  },
  { text: /PULUMI_ACCESS_TOKEN must be set|unable to check if bucket|problem logging in/, code: "backend-unreachable" },
  // The cloud, by the code Azure gives.
  {
    text: /TooManyRequests|RequestsThrottled|OperationThrottled|status code 429|StatusCode=429/,
    code: "throttled",
    isTransient: true,
  },
  { text: /QuotaExceeded|exceeding approved .*quota|quota limit/i, code: "quota-exceeded" },
  {
    text: /LocationNotAvailable|SkuNotAvailable|AllocationFailed|OverconstrainedAllocation|NotAvailableForResourceType/,
    code: "region-unavailable",
  },
  {
    text: /AlreadyTaken|VaultAlreadyExists|NameNotAvailable|NameUnavailable|AlreadyInUse|recoverable state/,
    code: "name-taken",
  },
  {
    text: /PrincipalNotFound|AnotherOperationInProgress|RetryableError|ServerTimeout|InternalServerError|ServiceUnavailable/,
    code: "provider-failed",
    isTransient: true,
  },
  {
    text: /no such host|i\/o timeout|TLS handshake timeout|connection reset by peer/,
    code: "provider-failed",
    isTransient: true,
  },
  // The provider's process.
  {
    text: /exited prematurely|reading from server: EOF|did not begin responding|could not read plugin|no resource plugin|wrote an invalid port/,
    code: "provider-failed",
  },
  // The program.
  {
    text: /Unhandled exception|One or more errors occurred|Missing required configuration variable|Duplicate resource URN/,
    code: "program-failed",
  },
  {
    text: /is not a valid type token|Invoke of '|an unhandled error occurred|promises were still active/,
    code: "program-failed",
  },
  { text: /RegisterResourceRequest|no space left on device|plugin \[.*client\]/, code: "engine-failed" },
];

/** What the engine says after every failure, and what says nothing. */
const noise = /^(update|preview|destroy|refresh)( failed| canceled)|^resource registration failed|^$/;

/**
 * Says what went wrong from the engine's diagnostics, or from its last words where it never got to diagnostics.
 *
 * Of several errors, one that a repetition would not cure decides.
 */
export function classifyFailure(diagnostics: readonly Diagnostic[], lastWords: string): Classified {
  const errors = diagnostics.filter(({ severity, message }) => severity === "error" && !noise.test(message));
  const found = errors.map(({ message, urn }) => classify(message, urn));
  const decisive = found.find(({ isTransient }) => !isTransient) ?? found[0];
  if (decisive) return decisive;
  const words = lastWords.replace(/^error: /m, "").trim();
  return noise.test(words) ? unexplained : classify(words, undefined);
}

const unexplained: Classified = {
  code: "engine-failed",
  isTransient: false,
  reason: "the engine stopped without naming a cause",
};

function classify(message: string, urn: string | undefined): Classified {
  const rule = rules.find(({ text }) => text.test(message));
  const code = rule?.code ?? (urn && !urn.includes("::pulumi:pulumi:Stack::") ? "provider-failed" : "engine-failed");
  const reason = urn !== undefined && rule?.inFull ? rule.inFull(urn) : firstLines(message);
  return { code, isTransient: rule?.isTransient ?? false, reason };
}

/** A reason is read in a list; the diagnostics carry the whole text. */
function firstLines(text: string): string {
  const short = text.trim().split("\n").slice(0, 3).join("\n");
  return short.length > 500 ? `${short.slice(0, 499)}…` : short;
}
