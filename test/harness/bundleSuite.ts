import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { ROOT, SCRATCH } from "./paths";

/** Which extension host runs a suite. */
export type Host = "node" | "web";

const RUNNER = { node: "runInNode", web: "runInWorker" } as const;

export interface Suite {
  /** A folder of test/integration. */
  readonly suite: string;
  readonly host: Host;
  /** Names of the only test files that are taken. */
  readonly only?: readonly string[];
}

/** Bundles test files under a name that no stage beside this one uses; returns the bundle's path. */
export async function bundleSuite(name: string, { suite, host, only }: Suite): Promise<string> {
  const outfile = path.join(SCRATCH, "suites", `${name}.${host}.js`);
  const files = testFiles(path.join(ROOT, "test/integration", suite)).filter(
    (file) => only?.includes(path.basename(file, ".test.ts")) ?? true,
  );
  await build({
    stdin: { contents: entry(files, host), resolveDir: ROOT, loader: "ts" },
    outfile,
    bundle: true,
    format: "cjs",
    platform: host === "node" ? "node" : "browser",
    // Some packages' forms for Node cannot be bundled; the extension takes these, too.
    mainFields: ["module", "main"],
    // Mocha for Node stays a package: it reads files of its own at run time.
    external: host === "node" ? ["vscode", "mocha"] : ["vscode"],
    // Mocha for the browser expects this name, which a worker lacks.
    define: host === "web" ? { global: "globalThis" } : {},
    sourcemap: "linked",
    logLevel: "warning",
  });
  return outfile;
}

function testFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const only = new RegExp(process.env["ONLY"] ?? "");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && only.test(name))
    .map((name) => path.join(folder, name));
}

/** A module that hands the files to the runner; they load only once Mocha's globals are there. */
function entry(files: readonly string[], host: Host): string {
  const imports = files.map((file) => `() => import(${JSON.stringify(file)})`).join(",");
  const runner = path.join(ROOT, "test/integration/runner", `${host}.ts`);
  return `import { ${RUNNER[host]} as start } from ${JSON.stringify(runner)};
export const run = () => start([${imports}]);`;
}
