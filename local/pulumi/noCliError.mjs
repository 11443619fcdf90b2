// @ts-check
import { SetupError } from "../setup/machine/setupError.mjs";
import { wanted } from "./findCli.mjs";
import { versions } from "./versions.mjs";

/** @import { ObtainResult } from "./ensureCli.mjs" */

/**
 * The one message for a machine on which no Pulumi CLI could be found or obtained: what was tried, and three ways out.
 *
 * @param {{ attempts: readonly ObtainResult[], passedOver: readonly string[], root: string }} tried
 */
export function noCliError({ attempts, passedOver, root }) {
  const reasons = attempts.flatMap((attempt) => (attempt.kind === "obtained" ? [] : [attempt.reason]));
  const output = attempts.flatMap((attempt) => (attempt.kind === "failed" ? attempt.output : []));
  const what = `No Pulumi CLI ${wanted}: ${[...passedOver, "none is in the cache", ...reasons].join("; ")}`;
  return new SetupError(what, {
    output,
    remedies: [
      `Install the Pulumi CLI ${versions.pulumi} (https://www.pulumi.com/docs/install/) and have it on PATH, or name it in PROVISIONER_PULUMI_CLI`,
      `Install Go ${versions.go} or newer (https://go.dev/dl/) with access to its module proxy: set-up then builds the CLI, once per machine`,
      `Copy the folder ${root} from a machine of the same kind where set-up has run`,
    ],
  });
}
