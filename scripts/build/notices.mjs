// The licences of the packages that are part of what we ship, as those licences demand.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Texts for packages that name their licence and bring no file of it. */
const TEXTS = path.join(import.meta.dirname, "licences");
const PACKAGE = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/;
const RULE = `\n\n${"-".repeat(80)}\n\n`;

/** The folders of the packages whose files went into bundles, or were copied. */
export function shippedPackages(files) {
  const folders = files.flatMap((file) => {
    const match = PACKAGE.exec(file);
    return match ? [file.slice(0, match.index + match[0].length - 1)] : [];
  });
  return [...new Set(folders)].sort();
}

function licenceFile(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file ? readFileSync(path.join(folder, file), "utf8").trim() : undefined;
}

/** The licence's own text, with the author that the package names as its holder. */
function standardText({ name, license, author }) {
  const file = path.join(TEXTS, `${license}.txt`);
  if (!existsSync(file)) throw new Error(`${name} brings no text of its licence ${license}`);
  const holder = (author?.name ?? author ?? "").replace(/\s*<.*>/, "");
  if (license === "MIT" && holder === "") throw new Error(`${name} names no author`);
  const copyright = holder && `Copyright (c) ${holder}\n\n`;
  return `${copyright}${readFileSync(file, "utf8").trim()}`;
}

function licenceOf(folder) {
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const { name, version, license } = manifest;
  if (!license) throw new Error(`${folder} names no licence: it must not be shipped`);
  return {
    title: `${name} ${version} (${license})`,
    text: licenceFile(folder) ?? standardText(manifest),
  };
}

/** Data that came from elsewhere than a package. */
const DATA = `Optical Recognition of Handwritten Digits (CC BY 4.0)

E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49.
Licensed under Creative Commons Attribution 4.0 International,
https://creativecommons.org/licenses/by/4.0/. The 1,797 images of the test set, as in scikit-learn's
digits.csv; changed only in how they are written (scripts/digits.mjs).`;

/** Packages under the very same text stand above it together. */
function grouped(licences) {
  const titles = new Map();
  for (const { title, text } of licences) titles.set(text, [...(titles.get(text) ?? []), title]);
  return [...titles].map(([text, group]) => `${group.join("\n")}\n\n${text}`);
}

/**
 * Writes the notices of everything shipped.
 *
 * @param files What was bundled and copied, as paths from `root`.
 * @returns The path written.
 */
export function writeNotices(root, files, outfile) {
  const licences = shippedPackages(files)
    .map((folder) => path.join(root, folder))
    .filter((folder) => existsSync(path.join(folder, "package.json")))
    .map(licenceOf);
  writeFileSync(path.join(root, outfile), `${[...grouped(licences), DATA].join(RULE)}\n`);
  return outfile;
}
