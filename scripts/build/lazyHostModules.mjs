// esbuild cannot split CommonJS output into chunks. So that activation loads little code, each file
// of the lazy folders is its own bundle, and `import("./lazy/x")` loads that bundle. Node's host has
// `require` for that. VS Code's host in the browser loads one file of an extension and no second:
// there src/host/web/loadPart.ts does it, and hands the bundle a `require` that gives a promise.
import path from "node:path";

const NAMESPACE = "lazy-host-module";
const LOADER = "src/host/web/loadPart.ts";

const required = (file) => `new Promise((done) => done(require("${file}")))`;

/**
 * A module with a function `then` is awaited like a promise by the `import()` that asks for it: what
 * the importer gets is the other bundle's exports, whenever they come.
 */
const awaited = (promise, head = "") =>
  `${head}export const then = (done, failed) => ${promise}.then(done, failed);`;

/** Leaves dynamic imports of the lazy folders' files to run time; `inBrowser`: of the host's entry there. */
export function lazyHostModules(folders, { inBrowser = false } = {}) {
  return {
    name: "lazy-host-modules",
    setup(build) {
      const root = build.initialOptions.absWorkingDir ?? ".";
      const lazyFolders = folders.map((folder) => path.resolve(root, folder));
      const output = path.dirname(build.initialOptions.outfile);
      build.onResolve({ filter: /^\./ }, ({ kind, path: request, resolveDir, namespace }) => {
        if (namespace === NAMESPACE) return { path: request, external: true };
        const target = path.resolve(resolveDir, request);
        const isLazy = lazyFolders.includes(path.dirname(target));
        if (kind !== "dynamic-import" || !isLazy) return undefined;
        return { path: path.basename(target, ".ts"), namespace: NAMESPACE };
      });
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path: name }) => {
        const file = path.posix.relative(output, `dist/lazy/${name}.js`);
        const relative = file.startsWith(".") ? file : `./${file}`;
        if (!inBrowser) return { contents: awaited(required(relative)) };
        const loader = JSON.stringify(path.resolve(root, LOADER));
        const head = `import { loadPart } from ${loader};\n`;
        return { contents: awaited(`loadPart("${name}")`, head), resolveDir: root };
      });
    },
  };
}
