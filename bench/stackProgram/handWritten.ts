import type { RenderedStack } from "../../shared/contracts/plan.js";

/** A program as Pulumi's template for Azure in TypeScript has it: a resource group and an account, without modules. */
const source = `import * as pulumi from "@pulumi/pulumi";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";

const group = new resources.ResourceGroup("group", { location: "westeurope" });
const account = new storage.StorageAccount("account", {
  resourceGroupName: group.name,
  accountName: "stbyhand",
  sku: { name: storage.SkuName.Standard_LRS },
  kind: storage.Kind.StorageV2,
});

export const accountName: pulumi.Output<string> = account.name;
`;

/** The program in a project with the same packages and compiler options as a rendered stack. */
export function handWritten(stack: RenderedStack): RenderedStack {
  return { ...stack, files: { ...stack.files, "index.ts": source } };
}
