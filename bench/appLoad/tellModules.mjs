// Preloaded in the run that is not timed: prints the path of every module that was loaded, ES modules and CommonJS.
import Module, { register } from "node:module";
import { fileURLToPath } from "node:url";
import { MessageChannel } from "node:worker_threads";

const { port1, port2 } = new MessageChannel();
const loaded = new Set();
port1.on("message", (url) => loaded.add(fileURLToPath(url))).unref();
register("./watchLoads.mjs", import.meta.url, { data: { port: port2 }, transferList: [port2] });

process.once("beforeExit", () => {
  for (const path of Object.keys(Module._cache)) loaded.add(path);
  for (const path of loaded) process.stdout.write(`loaded ${path}\n`);
});
