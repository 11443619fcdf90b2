import assert from "node:assert/strict";
import { test } from "node:test";
import type { FailureCode } from "../../shared/contracts/run.js";
import { classifyFailure } from "./classifyFailure.js";

const urn = "urn:pulumi:dev::shop::azure-native:storage:StorageAccount::sa";

/** Texts as the engine 3.259.0 and its providers gave them. */
const texts: readonly (readonly [FailureCode, "transient" | "lasting", string])[] = [
  [
    "stack-locked",
    "transient",
    "the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with 'pulumi cancel'.\n  file:///s/.pulumi/locks/organization/shop/dev/1.json: created by root@vm (pid 2195) at 2026-11-21T13:00:00Z",
  ],
  ["stack-locked", "transient", "stack 'organization/shop/dev' already exists"],
  ["state-unreadable", "lasting", "getting stack configuration: get stack secrets manager: incorrect passphrase"],
  [
    "state-unreadable",
    "lasting",
    "passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables",
  ],
  ["state-unreadable", "lasting", "failed to load checkpoint: place 1: unexpected end of JSON input"],
  ["state-unreadable", "lasting", "failed to load checkpoint: EOF"],
  [
    "state-unreadable",
    "lasting",
    "getting snapshot: failed to load checkpoint: invalid character 'h' looking for beginning of value",
  ],
  ["state-unreadable", "lasting", "failed to load checkpoint: unsupported checkpoint version 99"],
  ["state-unreadable", "lasting", "The Pulumi CLI encountered a snapshot integrity error. This is a bug!"],
  ["state-unreadable", "lasting", "no stack named 'dev' found"],
  ["state-unreadable", "lasting", "cipher: message authentication failed"],
  ["plan-stale", "lasting", "create is not allowed by the plan: no steps were expected for this resource"],
  ["plan-stale", "lasting", "create is not allowed by the plan: this resource is constrained to same"],
  ["plan-stale", "lasting", "delete is not allowed by the plan: this resource is constrained to same"],
  ["plan-stale", "lasting", `expected resource operations for ${urn} but none were seen`],
  ["plan-stale", "lasting", `resource ${urn} violates plan: properties changed: =~minimumTlsVersion(values withheld)`],
  ["plan-stale", "lasting", `resource ${urn} violates plan: resource unexpectedly not deleted`],
  [
    "resource-protected",
    "lasting",
    `Preview failed: resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove the \`protect\` flag`,
  ],
  [
    "resource-protected",
    "lasting",
    `unable to replace resource "${urn}"\nas it is currently marked for protection. To unprotect the resource, remove`,
  ],
  [
    "backend-unreachable",
    "transient",
    `read ".pulumi/meta.yaml": blob (key ".pulumi/meta.yaml") (code=Unknown): Get "http://127.0.0.1:1/a": dial tcp 127.0.0.1:1: connect: connection refused`,
  ],
  [
    "backend-unreachable",
    "lasting",
    "error listing stacks: could not list bucket: blob (code=NotFound): GET http://127.0.0.1:1/a",
  ],
  [
    "backend-unreachable",
    "lasting",
    `read ".pulumi/meta.yaml": blob (key ".pulumi/meta.yaml") (code=Unknown): GET http://127.0.0.1:1/a\nRESPONSE 403: 403 Server failed to authenticate the request.`,
  ],
  ["backend-unreachable", "lasting", "azureblob: Options.AccountName is required"],
  [
    "backend-unreachable",
    "lasting",
    `unable to open state directory "file:///gone": stat /gone: no such file or directory`,
  ],
  ["backend-unreachable", "lasting", "PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions"],
  [
    "engine-failed",
    "lasting",
    "pre-step event returned an error: failed to save snapshot: An IO error occurred while writing the new snapshot file: write /s/dev.json: no space left on device",
  ],
  [
    "engine-failed",
    "lasting",
    "13 INTERNAL: Request message serialization failure: Expected argument of type pulumirpc.RegisterResourceRequest",
  ],
  ["engine-failed", "lasting", "could not validate '/w/Pulumi.yaml': expected project to be an object, was '<nil>'"],
  [
    "provider-failed",
    "lasting",
    "no resource plugin 'pulumi-resource-azure-native' found in the workspace at version v3.28.0 or on your $PATH",
  ],
  ["provider-failed", "lasting", "could not read plugin [/p/pulumi-resource-azure-native]: exit status 3"],
  ["provider-failed", "lasting", "error reading from server: EOF"],
  [
    "provider-failed",
    "lasting",
    "Detected that /p/pulumi-resource-azure-native exited prematurely.\n       This is *always* a bug in the provider.",
  ],
  [
    "provider-failed",
    "lasting",
    "azure-native (resource) plugin [azure-native] did not begin responding to RPC connections",
  ],
  ["program-failed", "lasting", "Unhandled exception: Error: boom"],
  ["program-failed", "lasting", "One or more errors occurred: boom"],
  [
    "program-failed",
    "lasting",
    "Missing required configuration variable 'shop:nope'\n\tplease set a value using the command 'pulumi config set shop:nope <value>'",
  ],
  ["program-failed", "lasting", "Duplicate resource URN 'urn:pulumi:dev::shop::a:b:C::d'; try giving it a unique name"],
  [
    "program-failed",
    "lasting",
    "3 INVALID_ARGUMENT: Type 'nonsense' is not a valid type token (must have format '*:*:*')",
  ],
  [
    "quota-exceeded",
    "lasting",
    `Code="QuotaExceeded" Message="Operation could not be completed as it results in exceeding approved Total Regional Cores quota."`,
  ],
  [
    "region-unavailable",
    "lasting",
    `Code="LocationNotAvailableForResourceType" Message="The provided location 'x' is not available for resource type 'y'."`,
  ],
  [
    "region-unavailable",
    "lasting",
    `Code="SkuNotAvailable" Message="The requested size is currently not available in location."`,
  ],
  [
    "name-taken",
    "lasting",
    `Code="StorageAccountAlreadyTaken" Message="The storage account named sa is already taken."`,
  ],
  ["name-taken", "lasting", `Code="VaultAlreadyExists" Message="The vault name 'kv' is already in use."`],
  ["throttled", "transient", `Code="TooManyRequests" Message="The request is being throttled."`],
  [
    "stack-busy",
    "lasting",
    `Code="StaleFencingToken" Message="The call carries fencing token 1 of stack 's', but token 2 was seen: another owner has the stack."`,
  ],
];

test("every text of the engine and of Azure has its code and says whether to try again", () => {
  for (const [code, lasts, message] of texts) {
    const isTransient = lasts === "transient";
    const asDiagnostic = classifyFailure([{ severity: "error", message }], "");
    assert.deepEqual([asDiagnostic.code, asDiagnostic.isTransient], [code, isTransient], message);
    const asLastWords = classifyFailure([], `error: ${message}`);
    assert.deepEqual([asLastWords.code, asLastWords.isTransient], [code, isTransient], message);
  }
});

test("an error at a resource is the provider's unless its text says otherwise", () => {
  const { code, reason } = classifyFailure([{ severity: "error", message: "reason nobody knows", urn }], "");
  assert.deepEqual([code, reason], ["provider-failed", "reason nobody knows"]);
});

test("of several errors the one that a repetition would not cure decides", () => {
  const found = classifyFailure(
    [
      { severity: "warning", message: "QuotaExceeded" },
      { severity: "error", message: "update failed" },
      { severity: "error", message: `Code="TooManyRequests"`, urn },
      { severity: "error", message: `Code="SkuNotAvailable"`, urn },
    ],
    "",
  );
  assert.deepEqual([found.code, found.isTransient], ["region-unavailable", false]);
});

test("the engine's closing phrase is no cause", () => {
  for (const phrase of ["error: update failed", "update failed", "error: preview canceled", ""]) {
    assert.match(classifyFailure([], phrase).reason, /without naming a cause/);
  }
});

test("a reason is short enough for a list", () => {
  const { reason } = classifyFailure([{ severity: "error", message: `${"x".repeat(2000)}\n`.repeat(9) }], "");
  assert.ok(reason.length <= 500);
});

test("says of a protected resource which it is and what lifts the protection", () => {
  const message = `unable to replace resource "${urn}"\nas it is currently marked for protection. To unprotect`;
  const { reason } = classifyFailure([{ severity: "error", message, urn }], "");
  assert.ok(reason.startsWith(`The plan would delete or replace what production protects: ${urn}.`), reason);
  assert.match(reason, /pulumi state unprotect/);
});
