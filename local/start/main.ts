import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { colors as pc } from "../world/colors.js";
import { startWorld } from "../world/startWorld.js";

/** Keeps to one place between starts, so that bookmarks and scripts go on working. */
const port = Number(process.env["PORT"] ?? 7071);
const app = fileURLToPath(new URL("../../..", import.meta.url));
const data = process.env["PROVISIONER_DATA_DIR"] ?? join(app, ".data", "start");
const cliPath = process.env["PROVISIONER_PULUMI_CLI"] ?? "pulumi";

// Listening from the start: whoever is stopped while things come up still takes down what is up.
const asked = new Promise<"asked">((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      resolve("asked");
    });
});

const world = await startWorld({ app, data, cliPath, port }).catch((error: unknown) => {
  console.error(pc.red(error instanceof Error ? error.message : String(error)));
  process.exit(1);
});

console.log(`
  ${pc.bold("Cloud Provisioner")} is running against the simulated Azure.

  API       ${pc.cyan(`${world.url}/api`)}
  OpenAPI   ${pc.cyan(`${world.url}/api/openapi.json`)}
  Events    ${pc.cyan(world.topicUrl)}
  Data      ${data}
  Log       ${join(data, "host", "host.log")}

  ${pc.dim("Try in another terminal:")}
    npx cs-stack provision examples/auth-service --as ada --watch
    curl -s ${world.url}/api/runs

  ${pc.dim("Ctrl-C stops it; its data stays.")}
`);

const end = await Promise.race([asked, world.ended]);
if (end !== "asked") console.error(pc.red(`The host ended by itself:\n${end}`));
await world.close();
if (end === "asked") console.log(pc.dim("stopped"));
process.exitCode = end === "asked" ? 0 : 1;
