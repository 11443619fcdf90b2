import { armError, type CloudError } from "../values/cloudError.js";
import { valueAt } from "../values/propertyPath.js";
import type { PutContext } from "./putContext.js";
import { textOf } from "./resourceView.js";

/**
 * What cannot become of an account that is there: another performance, another spread over zones (which Azure converts
 * at a separate request, never by an update), another
 * encryption below the services', or another kind than StorageV2. A second region, and reading there, comes
 * and goes in place.
 *
 * Source: https://learn.microsoft.com/azure/storage/common/redundancy-migration (replication change table),
 * https://learn.microsoft.com/azure/storage/common/storage-account-overview (performance),
 * https://learn.microsoft.com/azure/storage/common/infrastructure-encryption-enable (only when the account is made),
 * https://learn.microsoft.com/rest/api/storagerp/storage-accounts/update (kind)
 */
export function accountChanges({ resource, previous }: PutContext): CloudError | undefined {
  if (previous === undefined) return undefined;
  const [before, after] = [textOf(valueAt(previous, "sku.name")), resource.text("sku.name")];
  if (performanceOf(before) !== performanceOf(after) || isOverZones(before) !== isOverZones(after))
    return refused("sku.name", before, after);
  const doubly = "encryption.requireInfrastructureEncryption";
  if ((valueAt(previous, doubly) === true) !== (resource.at(doubly) === true))
    return refused(doubly, textOf(valueAt(previous, doubly)), resource.text(doubly));
  const [kind, wanted] = [textOf(valueAt(previous, "kind")), resource.text("kind")];
  const isUpgrade = wanted === "StorageV2" && (kind === "Storage" || kind === "BlobStorage");
  return kind === wanted || isUpgrade ? undefined : refused("kind", kind, wanted);
}

function performanceOf(sku: string): string {
  return sku.split("_")[0] ?? "";
}

function isOverZones(sku: string): boolean {
  return sku.endsWith("ZRS");
}

function refused(property: string, before: string, after: string): CloudError {
  const message = `Changing property '${property}' from '${before}' to '${after}' is not allowed.`;
  return armError(400, "PropertyChangeNotAllowed", message);
}
