// Some dependencies contain a Node branch that a browser never reaches; its imports resolve to an
// empty module. Our own code gets no such kindness: there a node import stays a build error.
import { builtinModules } from "node:module";

const BUILTIN = new RegExp(`^(node:)?(${builtinModules.join("|")})$`);

/** Answers node's built-in modules, asked for by a dependency, with an empty module. */
export function withoutNodeBuiltins() {
  return {
    name: "without-node-builtins",
    setup(build) {
      build.onResolve({ filter: BUILTIN }, ({ path, importer }) =>
        importer.includes("node_modules") ? { path, namespace: "absent" } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: "absent" }, () => ({
        contents: "module.exports = {}",
      }));
    },
  };
}
