// esbuild cannot split CommonJS output into chunks. So that activation loads little code, each file
// of the lazy folders is its own bundle, and `import("./lazy/x")` becomes a require of that bundle.
// The browser host can fetch no second file with require: there the same import is bundled along.
import path from "node:path";

/** Leaves dynamic imports of the lazy folders' files to run time. */
export function lazyHostModules(folders) {
  return {
    name: "lazy-host-modules",
    setup(build) {
      const root = build.initialOptions.absWorkingDir ?? ".";
      const lazyFolders = folders.map((folder) => path.resolve(root, folder));
      const output = path.dirname(build.initialOptions.outfile);
      build.onResolve({ filter: /^\./ }, ({ kind, path: request, resolveDir }) => {
        const target = path.resolve(resolveDir, request);
        const isLazy = lazyFolders.includes(path.dirname(target));
        if (kind !== "dynamic-import" || !isLazy) return undefined;
        const file = path.posix.join("dist/lazy", `${path.basename(target, ".ts")}.js`);
        const relative = path.posix.relative(output, file);
        return { path: relative.startsWith(".") ? relative : `./${relative}`, external: true };
      });
    },
  };
}
