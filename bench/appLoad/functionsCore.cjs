// Preloaded before the application: answers its `@azure/functions-core` as the host does (local/host/worker), and tells
// at the end how much was registered. Costs next to nothing, so that the application's load is what is measured.
const Module = require("node:module");

class Disposable {
  dispose() {}
}

let model;
let functions = 0;
const core = {
  version: "3.10.0",
  hostVersion: "4.1036.0",
  Disposable,
  setProgrammingModel: (handed) => void (model = handed),
  getProgrammingModel: () => model,
  registerFunction: () => (functions++, new Disposable()),
  registerHook: () => new Disposable(),
  log: () => undefined,
};

const load = Module._load;
Module._load = (request, ...rest) => (request === "@azure/functions-core" ? core : load(request, ...rest));

process.once("exit", () => process.stdout.write(`${functions} functions\n`));
