// Everything of the npm package that is not bundled.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { copyAssets } from "./assets.mjs";
import { NPM_FOLDER, npmManifest, SCHEMA } from "./npmManifest.mjs";

const COPIED = { "docs/library.md": "README.md", LICENSE: "LICENSE", [`media/${SCHEMA}`]: SCHEMA };

/** Writes manifest, page, licence and schema, copies what the command line loads; the paths written. */
export function writeNpmPackage(root) {
  mkdirSync(path.join(root, NPM_FOLDER), { recursive: true });
  const written = (name) => path.posix.join(NPM_FOLDER, name);
  for (const [from, to] of Object.entries(COPIED))
    copyFileSync(path.join(root, from), path.join(root, written(to)));
  const extension = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const manifest = JSON.stringify(npmManifest(extension), undefined, 2);
  writeFileSync(path.join(root, written("package.json")), `${manifest}\n`);
  return [
    ...copyAssets(root, NPM_FOLDER),
    ...["package.json", ...Object.values(COPIED)].map(written),
  ];
}
