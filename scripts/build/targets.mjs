// What is bundled from what into what. A new bundle is one more row here.
import { readdirSync } from "node:fs";
import path from "node:path";
import { lazyHostModules } from "./lazyHostModules.mjs";
import { NPM_FOLDER } from "./npmManifest.mjs";
import { slimChart } from "./slimChart.mjs";
import { slimTensorflow } from "./slimTensorflow.mjs";
import { withoutNodeBuiltins } from "./withoutNodeBuiltins.mjs";

/** Each file of these is a bundle of its own; no two have one name. */
const LAZY = ["src/host/lazy", "src/core/formats/lazy"];
/** tree-sitter hides `require` where it imports node's "module". */
const KEEPS_IMPORT = new Set(["syntax.ts"]);

// jsonc-parser's "main" is UMD, whose require() calls no bundler can follow.
const mainFields = ["module", "main"];

const nodeHost = {
  platform: "node",
  mainFields,
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  // `import()` becomes `require()`: the extension host intercepts only the latter for "vscode".
  supported: { "dynamic-import": false },
  plugins: [lazyHostModules(LAZY)],
};
/** Runs in both hosts: dependencies are taken as they are made for browsers. */
const anyHost = {
  ...nodeHost,
  platform: "browser",
  mainFields: ["browser", ...mainFields],
  plugins: [withoutNodeBuiltins(), lazyHostModules(LAZY)],
};
const browser = { platform: "browser", target: "es2022", plugins: [withoutNodeBuiltins()] };
const nodeProgram = {
  platform: "node",
  mainFields,
  format: "cjs",
  target: "node20",
  // CommonJS has no import.meta; the program finds its wasm files beside itself.
  define: { "import.meta.dirname": "__dirname", "import.meta.url": "importMetaUrl" },
};
/** Runs in node, browsers and workers alike; readable, as its users step through it and minify themselves. */
const library = { platform: "neutral", target: "es2022", minify: false };

const FIXED = [
  { entry: "src/extension.ts", outfile: "dist/extension.js", options: nodeHost },
  {
    entry: "src/extension.ts",
    outfile: "dist/extension.web.js",
    options: {
      ...browser,
      format: "cjs",
      external: ["vscode"],
      plugins: [...browser.plugins, lazyHostModules(LAZY, { inBrowser: true })],
    },
  },
  {
    entry: "webview/panel/main.ts",
    // Modules, because only these load each other: what an `import()` names is fetched when needed.
    outdir: "dist/panel",
    options: {
      ...browser,
      format: "esm",
      splitting: true,
      chunkNames: "[name]-[hash]",
      plugins: [...browser.plugins, slimChart()],
    },
  },
  {
    entry: "webview/probe/worker.ts",
    outfile: "dist/probeWorker.js",
    // A classic script: a worker started from a Blob URL has no base to resolve imports against.
    options: { ...browser, format: "iife", plugins: [...browser.plugins, slimTensorflow()] },
  },
  {
    entry: "src/typescriptPlugin/lendTypes.ts",
    outfile: "dist/typescript/plugin.js",
    // The server calls what the module itself is.
    options: {
      platform: "node",
      format: "cjs",
      target: "node20",
      footer: { js: "module.exports = module.exports.lendTypes;" },
    },
  },
  {
    entry: "src/cli/main.ts",
    outfile: `${NPM_FOLDER}/cli.cjs`,
    options: {
      ...nodeProgram,
      banner: {
        js: '#!/usr/bin/env node\nconst importMetaUrl = require("node:url").pathToFileURL(__filename).href;',
      },
      plugins: [slimTensorflow()],
    },
    executable: true,
  },
  {
    entry: "src/library/index.ts",
    outfile: `${NPM_FOLDER}/index.js`,
    options: { ...library, format: "esm" },
    types: [
      `${NPM_FOLDER}/index.d.ts`,
      `${NPM_FOLDER}/index.d.cts`,
      // Lent to projects without the package: src/typescriptPlugin.
      "dist/typescript/index.d.ts",
    ],
  },
  {
    entry: "src/library/index.ts",
    outfile: `${NPM_FOLDER}/index.cjs`,
    options: { ...library, format: "cjs" },
  },
];

/** Parts of the host, in node and in the browser, that are read only when first imported with `import()`. */
const lazyTargets = (root) =>
  LAZY.flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .filter((name) => name.endsWith(".ts"))
      .map((name) => ({
        entry: `${folder}/${name}`,
        outfile: `dist/lazy/${name.replace(/\.ts$/, ".js")}`,
        options: KEEPS_IMPORT.has(name) ? { ...nodeHost, supported: {} } : anyHost,
      })),
  );

/** Every bundle of the product. */
export function targets(root) {
  return [...FIXED, ...lazyTargets(root)];
}
