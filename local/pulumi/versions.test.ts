import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { z } from "zod";
import { versions } from "./versions.mjs";

const PackageJson = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()).default({}) });

test("package.json pins the SDK and the provider at the CLI's versions", () => {
  const { dependencies } = packageJson("../../package.json");
  assert.equal(dependencies["@pulumi/pulumi"], versions.pulumi);
  assert.equal(dependencies["@pulumi/azure-native"], versions.azureNative);
});

test("the packages that are installed are the pinned ones", () => {
  assert.equal(packageJson("../../node_modules/@pulumi/pulumi/package.json").version, versions.pulumi);
  assert.equal(packageJson("../../node_modules/@pulumi/azure-native/package.json").version, versions.azureNative);
});

test("the Go module builds the pinned CLI, engine and SDK alike", () => {
  const goMod = text("cli/go.mod");
  assert.match(goMod, new RegExp(`^go ${escape(versions.go)}$`, "m"));
  for (const part of ["pkg", "sdk"]) {
    assert.match(
      goMod,
      new RegExp(`github\\.com/pulumi/pulumi/${part}/v3 v${escape(versions.pulumi)}( // indirect)?$`, "m"),
    );
  }
});

function packageJson(path: string): z.infer<typeof PackageJson> {
  return PackageJson.parse(JSON.parse(text(path)));
}

function text(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

function escape(literal: string): string {
  return literal.replaceAll(".", "\\.");
}
