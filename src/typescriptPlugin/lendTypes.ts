// A plugin of the TypeScript server, which VS Code starts with it: a file that imports
// "learning-rate-designer" where it is not installed gets the types of this extension. The server
// looks for plugins in node_modules of the extension alone, where package.json beside this file lies.
import type ts from "typescript";
import { missingPackage } from "./missingPackage";

declare const __dirname: string;

const PACKAGE = "learning-rate-designer";
/** The declarations that the build lays beside the bundle; TypeScript writes paths with slashes. */
const TYPES = `${__dirname.replaceAll("\\", "/")}/index.d.ts`;

/** The factory that the server calls; older servers, which resolve modules otherwise, are left alone. */
export function lendTypes({ typescript }: { typescript: typeof ts }): ts.server.PluginModule {
  return {
    create(info) {
      lend(info.languageServiceHost, typescript.Extension.Dts);
      return missingPackage(info.languageService, typescript, { name: PACKAGE, types: TYPES });
    },
  };
}

/** Answers the package with the extension's declarations wherever TypeScript itself finds nothing. */
function lend(host: ts.LanguageServiceHost, extension: ts.Extension): void {
  const resolve = host.resolveModuleNameLiterals?.bind(host);
  if (!resolve) return;
  host.resolveModuleNameLiterals = (literals, ...rest) =>
    resolve(literals, ...rest).map((found, index) =>
      found.resolvedModule !== undefined || literals[index]?.text !== PACKAGE
        ? found
        : // The places looked at stay known, so that the package is found once it is installed.
          { ...found, resolvedModule: { ...LENT, extension } },
    );
}

const LENT = { resolvedFileName: TYPES, isExternalLibraryImport: true };
