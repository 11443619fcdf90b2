import { addressRange, type AddressRange } from "./addressRange.js";

/** A range that no network may share, and who has it. */
export interface TakenRange {
  readonly range: AddressRange;
  readonly what: string;
  /** Whether only a network with a cluster in it may not. */
  readonly isOfClusters: boolean;
}

/**
 * Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq (what address ranges can be used)
 * Source: https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning, and what the cluster's module chooses
 */
export const wellKnownRanges: readonly TakenRange[] = (
  [
    ["127.0.0.0/8", "which is every machine itself"],
    ["168.63.129.16/32", "which Azure's own DNS answers from"],
    ["169.254.0.0/16", "which is link-local"],
    ["224.0.0.0/4", "which is multicast"],
    ["255.255.255.255/32", "which is broadcast"],
    ["172.20.0.0/16", "which a cluster's services have", true],
    ["10.244.0.0/16", "which a cluster's pods have", true],
  ] as const
).flatMap(([text, what, isOfClusters = false]) => {
  const range = addressRange(text)?.range;
  return range ? [{ range, what, isOfClusters }] : [];
});

/** The ranges that no network of the stack may have. */
export function takenRanges(hasCluster: boolean): AddressRange[] {
  return wellKnownRanges.filter(({ isOfClusters }) => hasCluster || !isOfClusters).map(({ range }) => range);
}
