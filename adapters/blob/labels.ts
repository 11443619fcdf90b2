import { RunError } from "../../shared/errors.js";

type Labels = Readonly<Record<string, string>>;

/**
 * Labels as blob metadata. Metadata travels as HTTP headers, so whatever is not printable ASCII is percent-encoded.
 * @throws RunError `rejected-input` for a label name that is not an identifier.
 * Source: https://learn.microsoft.com/rest/api/storageservices/setting-and-retrieving-properties-and-metadata-for-blob-resources
 */
export function metadataOf(labels: Labels): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).map(([label, value]) => {
      if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(label) || label === "writer")
        throw new RunError("rejected-input", `${JSON.stringify(label)} cannot name a label`);
      return [
        label,
        value.replace(/^$|^\s|\s$|[^ -$&-~]+/gu, (text) => (text === "" ? "%" : encodeURIComponent(text))),
      ];
    }),
  );
}

/** Labels from the metadata of a listing, without the ledger's own signature. */
export function labelsOf(metadata: Labels | undefined): Labels {
  return Object.fromEntries(
    Object.entries(metadata ?? {})
      .filter(([label]) => label !== "writer")
      .map(([label, value]) => [label, value === "%" ? "" : decodeURIComponent(value)]),
  );
}
