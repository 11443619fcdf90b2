import { readFile } from "node:fs/promises";
import path from "node:path";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { z } from "zod";

const Manifest = z.object({
  version: z.string().default("0.0.0"),
  dependencies: z.record(z.string(), z.string()).default({}),
  pulumi: z.object({ resource: z.boolean().default(false), name: z.string().optional() }).optional(),
});

/** The provider plugins of a program: installed dependencies whose manifest says that they have one. */
export async function requiredPackages(
  request: language.GetRequiredPackagesRequest,
): Promise<language.GetRequiredPackagesResponse> {
  const folder = request.getInfo()?.getProgramDirectory() ?? "";
  const { dependencies } = await manifestIn(folder);
  const installed = await Promise.all(
    Object.keys(dependencies).map(async (name) => {
      const { pulumi, version } = await manifestIn(path.join(folder, "node_modules", name));
      if (pulumi?.resource !== true) return [];
      const plain = pulumi.name ?? name.replace(/^@pulumi\//, "");
      return [new plugin.PackageDependency().setName(plain).setKind("resource").setVersion(version)];
    }),
  );
  return new language.GetRequiredPackagesResponse().setPackagesList(installed.flat());
}

async function manifestIn(folder: string): Promise<z.infer<typeof Manifest>> {
  return Manifest.parse(JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")));
}
