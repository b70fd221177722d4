// The licences of the packages that are part of what we ship, as those licences demand.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const OUTFILE = "dist/THIRD_PARTY_NOTICES.txt";
// Copied, not bundled, so no metafile names them.
const COPIED = ["@vscode/tree-sitter-wasm", "@tensorflow/tfjs-backend-wasm"];

const PACKAGE = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/;

/** The folders of the packages whose files went into the bundles. */
function bundledPackages(metafiles) {
  const folders = new Set(COPIED.map((name) => `node_modules/${name}`));
  for (const { inputs } of metafiles) {
    for (const input of Object.keys(inputs)) {
      const match = PACKAGE.exec(input);
      if (match) folders.add(input.slice(0, match.index + match[0].length - 1));
    }
  }
  return [...folders].sort();
}

function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file ? readFileSync(path.join(folder, file), "utf8").trim() : undefined;
}

function notice(root, folder) {
  const place = path.join(root, folder);
  const { name, version, license } = JSON.parse(
    readFileSync(path.join(place, "package.json"), "utf8"),
  );
  if (!license) throw new Error(`${folder} names no licence: it must not be shipped`);
  const text = licenceText(place) ?? `Licence: ${license} (the package brings no text of it)`;
  return `${name} ${version} (${license})\n\n${text}`;
}

/** Data that came from elsewhere than a package. */
const DATA = `Optical Recognition of Handwritten Digits (CC BY 4.0)

E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49.
Licensed under Creative Commons Attribution 4.0 International,
https://creativecommons.org/licenses/by/4.0/. The 1,797 images of the test set, as in scikit-learn's
digits.csv; changed only in how they are written (scripts/digits.mjs).`;

/** Writes the notices of everything bundled and returns the path written. */
export function writeNotices(root, metafiles) {
  const packages = bundledPackages(metafiles).filter((folder) =>
    existsSync(path.join(root, folder, "package.json")),
  );
  const rule = "-".repeat(80);
  const notices = [...packages.map((folder) => notice(root, folder)), DATA];
  writeFileSync(path.join(root, OUTFILE), `${notices.join(`\n\n${rule}\n\n`)}\n`);
  return OUTFILE;
}
