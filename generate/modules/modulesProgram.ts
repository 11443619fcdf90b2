import { join } from "node:path";
import ts from "typescript";

/** Folder of the modules, relative to the project. */
export const modulesFolder = "modules/azure";

/** The modules as the compiler understands them. */
export interface ModulesProgram {
  readonly checker: ts.TypeChecker;
  /** Sources of the modules without tests and test kit, in the order of their paths. */
  readonly files: readonly ts.SourceFile[];
  /** Path of a source relative to the folder of the modules, with forward slashes. */
  readonly pathOf: (file: ts.SourceFile) => string;
}

/**
 * Reads the modules with their types. The types of azure-native are left out: there are 1,300 files of them, and the
 * documents name them without looking inside.
 */
export function modulesProgram(project: string): ModulesProgram {
  const folder = join(project, modulesFolder).replaceAll("\\", "/");
  const config = ts.readConfigFile(join(folder, "tsconfig.json"), (path) => ts.sys.readFile(path));
  const { options, fileNames } = ts.parseJsonConfigFileContent(config.config, ts.sys, folder);
  const host = ts.createCompilerHost(options);
  const cache = ts.createModuleResolutionCache(folder, (path) => path, options);
  host.resolveModuleNameLiterals = (names, from, redirected, _options, source) =>
    names.map((name) =>
      name.text.startsWith("@pulumi/azure-native")
        ? { resolvedModule: undefined }
        : ts.resolveModuleName(name.text, from, options, host, cache, redirected, modeOf(source, name, options)),
    );

  const pathOf = (file: ts.SourceFile) => file.fileName.slice(folder.length + 1);
  const isOurs = (path: string) => !/\.test\.ts$|(^|\/)(example|complete)\.ts$|^(testing|dist)\//.test(path);
  const program = ts.createProgram(
    fileNames.filter((name) => isOurs(name.slice(folder.length + 1))),
    options,
    host,
  );
  const files = program
    .getSourceFiles()
    .filter((file) => file.fileName.startsWith(`${folder}/`) && isOurs(pathOf(file)))
    .sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
  return { checker: program.getTypeChecker(), files, pathOf };
}

function modeOf(source: ts.SourceFile, name: ts.StringLiteralLike, options: ts.CompilerOptions) {
  return ts.getModeForUsageLocation(source, name, options);
}
