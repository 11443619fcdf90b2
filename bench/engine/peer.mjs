// The peer of the engine's measurement: the Automation API as its documentation uses it, in a fresh process, with the
// same CLI, program and backend. Argument: { operation: "init" | "preview" | "up", stack, project, program, workDir }.
import { createRequire } from "node:module";

const { operation, stack, project, program, workDir } = JSON.parse(process.argv[2]);
const require = createRequire(import.meta.url);
const { LocalWorkspace } = require("@pulumi/pulumi/automation");

const inline = { stackName: stack, projectName: project, program: async () => ({ ...require(program) }) };
const selected = await LocalWorkspace.createOrSelectStack(inline, { workDir });
const onEvent = () => undefined; // both sides receive events
if (operation === "preview") await selected.preview({ onEvent });
if (operation === "up") await selected.up({ onEvent });
