import { checkedRecordName } from "../../shared/contracts/recordName.js";
import { RunError } from "../../shared/errors.js";
import type { Artifacts } from "../../shared/ports/records.js";
import { contentTypeOf } from "../../shared/records/contentTypeOf.js";
import type { BlobContainer } from "./blobContainer.js";
import { readBlob, removeBlob, sha256 } from "./blobText.js";

/** Artifacts as block blobs, with their content type, and their lineage and digest as metadata `trace_id` and `sha256`. */
export function blobArtifacts(container: BlobContainer): Artifacts {
  return {
    put: (name, body, options) =>
      container.use(`writing ${name}`, async (client) => {
        const bytes = Buffer.from(body, "utf8");
        const digest = sha256(bytes);
        await client.getBlockBlobClient(checkedRecordName(name)).upload(bytes, bytes.length, {
          blobHTTPHeaders: { blobContentType: options?.contentType ?? contentTypeOf(name) },
          metadata: { sha256: digest, ...(options?.traceId !== undefined && { trace_id: options.traceId }) },
        });
        return { name, sha256: digest, bytes: bytes.length };
      }),

    read: (ref) =>
      container.use(`reading ${ref.name}`, async (client) => {
        const found = await readBlob(client, ref.name);
        if (found === undefined) throw new RunError("defect", `${ref.name} is missing from ${container.name}`);
        const digest = sha256(found.bytes);
        if (digest !== ref.sha256)
          throw new RunError("defect", `${ref.name} has the digest ${digest} where ${ref.sha256} was recorded`);
        return found.text;
      }),

    find: (name) => container.use(`reading ${name}`, async (client) => (await readBlob(client, name))?.text),

    list: (folder) =>
      container.use(`listing ${folder}`, async (client) => {
        const found: { name: string; bytes: number }[] = [];
        for await (const blob of client.listBlobsFlat({ prefix: folder === "" ? "" : `${folder}/` }))
          found.push({ name: blob.name, bytes: blob.properties.contentLength ?? 0 });
        return found.sort((a, b) => (a.name < b.name ? -1 : 1));
      }),

    remove: (name) => container.use(`removing ${name}`, (client) => removeBlob(client, name)),
  };
}
