import tseslint from "typescript-eslint";
import { ownMembers } from "./eslint/ownMembers.mjs";

const clock = "Orchestrators replay: use context.df.currentUtcDateTime.";

export default tseslint.config(
  { ignores: ["**/dist/**", "node_modules/**", ".data/**", "docs/**", "test/golden/**", "examples/**"] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.ts"] })),
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { project: ["./tsconfig.json", "./modules/azure/tsconfig.json"] } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Named exports: a name is the same wherever it is read." },
      ],
    },
  },
  {
    // Modules travel with stacks and read what a program wrote; tests read what they wrote themselves.
    files: ["{shared,orchestrations,functions,adapters,cli}/**/*.ts"],
    ignores: ["**/*.test.ts"],
    plugins: { house: { rules: { "own-members": ownMembers } } },
    rules: { "house/own-members": "error" },
  },
  {
    // node:test returns promises that the runner itself awaits.
    files: ["**/*.test.ts", "test/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    // Determinism: an orchestrator is replayed from its history and must take the same path every time.
    files: ["orchestrations/*.ts"],
    ignores: ["orchestrations/*.test.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        "process",
        "fetch",
        "setTimeout",
        "setInterval",
        "setImmediate",
        "queueMicrotask",
        "crypto",
        "performance",
        "console",
        "Intl",
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: clock },
        { object: "Math", property: "random", message: "Orchestrators replay: use context.df.newGuid." },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Named exports: a name is the same wherever it is read." },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
        { selector: "AwaitExpression", message: "Orchestrators yield; they never await." },
        {
          selector: ":matches(FunctionDeclaration, FunctionExpression, ArrowFunctionExpression)[async=true]",
          message: "Orchestrators are synchronous generators.",
        },
      ],
    },
  },
);
