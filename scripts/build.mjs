// Builds the product into dist/.
//   node scripts/build.mjs            minified, as published
//   node scripts/build.mjs --dev      readable, with source maps
//   node scripts/build.mjs --watch    as --dev, and again at every change
//   node scripts/build.mjs --quiet    without the table of sizes
//   node scripts/build.mjs npm panel  only the bundles with such a name
import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build, context } from "esbuild";
import { ASSETS, copyAssets } from "./build/assets.mjs";
import { writeLibraryTypes } from "./build/libraryTypes.mjs";
import { writeNotices } from "./build/notices.mjs";
import { NPM_FOLDER } from "./build/npmManifest.mjs";
import { writeNpmPackage } from "./build/npmPackage.mjs";
import { removeStale } from "./build/removeStale.mjs";
import { printSizes } from "./build/sizes.mjs";
import { targets } from "./build/targets.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const META = "dist/meta.json";
const NOTICES = "THIRD_PARTY_NOTICES.txt";
const WATCH = process.argv.includes("--watch");
const DEV = WATCH || process.argv.includes("--dev");
const ONLY = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));

const optionsOf = ({ entry, outfile, outdir, options }) => ({
  absWorkingDir: ROOT,
  entryPoints: [entry],
  ...(outdir ? { outdir } : { outfile }),
  bundle: true,
  metafile: true,
  minify: !DEV,
  sourcemap: DEV ? "linked" : false,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  ...options,
});

const nameOf = ({ outfile, outdir }) => outfile ?? outdir;

const isWanted = (target) =>
  ONLY.length === 0 || ONLY.some((name) => path.relative("dist", nameOf(target)).startsWith(name));

async function buildTarget(target) {
  const { metafile } = await build(optionsOf(target));
  if (target.executable) chmodSync(path.join(ROOT, target.outfile), 0o755);
  const files = Object.keys(metafile.outputs);
  if (target.types) files.push(...(await writeLibraryTypes(ROOT, target.types)));
  return { target, metafile, files };
}

/** Bundles all of them even if one fails, so that one run tells of every failure. */
async function bundle(chosen) {
  const results = await Promise.allSettled(chosen.map(buildTarget));
  for (const [index, { status, reason }] of results.entries()) {
    if (status === "fulfilled") continue;
    process.exitCode = 1;
    // esbuild has printed its own errors already.
    console.error(`failed: ${nameOf(chosen[index])}`, reason.errors ? "" : reason);
  }
  return results.flatMap(({ value }) => value ?? []);
}

/** The metafiles feed the notices and the benchmark; both need those of every bundle. */
function describe(results) {
  const named = results.map(({ target, metafile }) => [nameOf(target), metafile]);
  writeFileSync(path.join(ROOT, META), JSON.stringify(Object.fromEntries(named)));
  const isNpm = (name) => name.startsWith(`${NPM_FOLDER}/`);
  return [
    writeNotices(ROOT, inputsOf(named, isNpm), `${NPM_FOLDER}/${NOTICES}`),
    writeNotices(
      ROOT,
      inputsOf(named, (name) => !isNpm(name)),
      `dist/${NOTICES}`,
    ),
  ];
}

/** What went into the chosen bundles, and the files that lie beside them. */
const inputsOf = (named, isChosen) => [
  ...ASSETS,
  ...named.flatMap(([name, { inputs }]) => (isChosen(name) ? Object.keys(inputs) : [])),
];

async function buildAll() {
  const results = await bundle(targets(ROOT).filter(isWanted));
  const copied = [...copyAssets(ROOT, "dist"), ...writeNpmPackage(ROOT)];
  const files = [...new Set([...copied, ...results.flatMap((result) => result.files)])];
  const whole = ONLY.length === 0 && !process.exitCode;
  if (whole) files.push(...describe(results));
  if (!process.argv.includes("--quiet")) printSizes(ROOT, files);
  if (whole) removeStale(ROOT, [...files, META]);
}

async function watchAll() {
  copyAssets(ROOT, "dist");
  writeNpmPackage(ROOT);
  for (const target of targets(ROOT).filter(isWanted)) {
    const watched = await context({ ...optionsOf(target), logLevel: "info" });
    await watched.watch();
  }
}

// Within one run of all tests dist/ is built once, though packaging asks for it again.
if (!process.env["DIST_IS_FRESH"]) await (WATCH ? watchAll() : buildAll());
