import { RunError } from "../../shared/errors.js";
import type { KnowledgeShelf } from "../../shared/ports/knowledgeShelf.js";
import type { BlobContainer } from "./blobContainer.js";
import { readBlob } from "./blobText.js";

/** Knowledge below a prefix of a container; in the whole of it when the prefix is empty. */
export function blobShelf(container: BlobContainer, prefix = ""): KnowledgeShelf {
  const start = prefix === "" ? "" : `${prefix}/`;
  return {
    label: `the container ${[container.name, prefix].filter(Boolean).join("/")}`,
    list: (folder) =>
      container.use(`listing ${folder} in the container ${container.name}`, async (client) => {
        const names: string[] = [];
        for await (const { name } of client.listBlobsFlat({ prefix: `${start}${folder}/` }))
          names.push(name.slice(start.length));
        return names.sort();
      }),
    read: (name) =>
      container.use(`reading ${name} in the container ${container.name}`, async (client) => {
        const blob = await readBlob(client, `${start}${name}`);
        if (blob === undefined)
          throw new RunError("defect", `There is no ${start}${name} in the container ${container.name}`);
        return blob.text;
      }),
  };
}
