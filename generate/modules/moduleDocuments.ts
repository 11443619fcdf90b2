import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Document } from "../document.js";
import { blocks, byText } from "../markdown.js";
import { goldensOf, readGoldens } from "./children.js";
import { type Component, findComponents } from "./component.js";
import { componentSection, purposeOf } from "./componentSection.js";
import { mainFile, mainFilePath } from "./mainFile.js";
import { modulesIndex } from "./modulesIndex.js";
import { modulesFolder, modulesProgram } from "./modulesProgram.js";

export const modulePagesFolder = "docs/modules";

/** A page for each folder of the modules that holds a component, the index of them, and the package that exports them. */
export function moduleDocuments(project: string): readonly Document[] {
  const program = modulesProgram(project);
  const components = findComponents(program);
  const goldens = readGoldens(project);
  const folders = [...new Set(components.map(({ folder }) => folder))].sort(byText);
  const pages = folders.map((folder): Document => {
    const own = components.filter((component) => component.folder === folder);
    const [first] = own;
    const isAlone = own.length === 1 && first !== undefined;
    const sections = own.map((component) => {
      const section = componentSection(program, component, goldensOf(goldens, component.name), isAlone ? "##" : "###");
      return isAlone ? section : blocks(`## ${component.name}`, purposeOf(program, component), section);
    });
    const text = blocks(
      `# ${isAlone ? first.name : titleOf(folder)}`,
      isAlone ? purposeOf(program, first) : "",
      `Sources: [${modulesFolder}/${folder}](../../${modulesFolder}/${folder})`,
      example(project, own, folder),
      ...sections,
    );
    return { path: `${modulePagesFolder}/${folder}.md`, text };
  });
  return [
    { path: `${modulesFolder}/${mainFilePath}`, text: mainFile(program, components) },
    { path: `${modulePagesFolder}/README.md`, text: modulesIndex(program, components) },
    ...pages,
  ];
}

/** The module's example, or at least how its components are imported. */
function example(project: string, components: readonly Component[], folder: string): string {
  const file = join(project, modulesFolder, folder, "example.ts");
  const program = existsSync(file)
    ? readFileSync(file, "utf8").replaceAll("\r\n", "\n")
    : `import { ${components.map(({ name }) => name).join(", ")} } from "@cloud-provisioner/azure";\n`;
  return `\`\`\`ts\n${program}\`\`\``;
}

function titleOf(folder: string): string {
  const words = folder.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
