// The manifest of the npm package: what of the extension's own holds for both, and how the library
// and the command line are reached.

/** Where the package is put together. */
export const NPM_FOLDER = "dist/npm";
export const SCHEMA = "schedule.schema.json";

const LIBRARY = {
  import: { types: "./index.d.ts", default: "./index.js" },
  require: { types: "./index.d.cts", default: "./index.cjs" },
};

/**
 * @param extension The parsed package.json of the extension.
 * @returns The package.json of the npm package.
 */
export function npmManifest(extension) {
  const { name, version, license, keywords, homepage, repository, bugs } = extension;
  return {
    name,
    version,
    description:
      "Learning-rate schedules for a training loop in JavaScript, and a command line that checks, samples, draws, converts and tries them out.",
    license,
    keywords,
    ...(homepage && { homepage }),
    ...(repository && { repository }),
    ...(bugs && { bugs }),
    type: "module",
    sideEffects: false,
    engines: { node: extension.engines.node },
    bin: { [name]: "cli.cjs" },
    // For tools that do not know "exports".
    main: "./index.cjs",
    module: "./index.js",
    types: "./index.d.cts",
    exports: { ".": LIBRARY, [`./${SCHEMA}`]: `./${SCHEMA}`, "./package.json": "./package.json" },
    files: ["*.js", "*.cjs", "*.d.ts", "*.d.cts", "*.wasm", SCHEMA, "THIRD_PARTY_NOTICES.txt"],
    publishConfig: { access: "public", provenance: true },
  };
}
