// Files that the bundles load at run time and that no bundler touches.
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";

const TREE_SITTER = "node_modules/@vscode/tree-sitter-wasm/wasm";
const TFJS_WASM = "node_modules/@tensorflow/tfjs-backend-wasm/dist";

/** Paths of the files, from the root. */
export const ASSETS = [
  `${TREE_SITTER}/tree-sitter.wasm`,
  `${TREE_SITTER}/tree-sitter-typescript.wasm`,
  `${TREE_SITTER}/tree-sitter-python.wasm`,
  `${TREE_SITTER}/tree-sitter-bash.wasm`,
  // No threaded build: webviews are not cross-origin isolated, so threads cannot start there.
  `${TFJS_WASM}/tfjs-backend-wasm.wasm`,
  `${TFJS_WASM}/tfjs-backend-wasm-simd.wasm`,
];

/** Copies the assets into a folder and returns the paths written. */
export function copyAssets(root, folder) {
  mkdirSync(path.join(root, folder), { recursive: true });
  return ASSETS.map((source) => {
    const from = path.join(root, source);
    if (!existsSync(from)) throw new Error(`${source} is missing: run "npm ci"`);
    const outfile = path.posix.join(folder, path.basename(source));
    copyFileSync(from, path.join(root, outfile));
    return outfile;
  });
}
