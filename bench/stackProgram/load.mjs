// Loads a compiled program and prints in how many milliseconds, from nothing loaded to every module evaluated. What it
// registers goes to Pulumi's own mocks. Argument: the program.
import { createRequire } from "node:module";

const [program] = process.argv.slice(2);
const startedAt = performance.now();
const require = createRequire(import.meta.url);
const pulumi = require("@pulumi/pulumi");
pulumi.runtime.setAllConfig({ "azure-native:location": "westeurope", "project:tags": "{}" });
await pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) });
require(program);
console.log(performance.now() - startedAt);
process.removeAllListeners("exit"); // Pulumi would report the registrations that nobody waits for here
process.exit(0);
