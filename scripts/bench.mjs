// Bundles and runs the benchmarks (test/bench/*.bench.ts), or those whose names are given:
//   npm run bench -- parse
// Figures are medians; tasks that are compared take turns within one run.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const FOLDER = "test/bench";
const SUFFIX = ".bench.ts";

async function chosenNames(wanted) {
  const names = (await readdir(FOLDER))
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length));
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`No benchmark ${unknown.join(", ")}; there are ${names.join(", ")}`);
  return wanted.length > 0 ? wanted : names;
}

// Bundled as the product is: CommonJS, with the ES modules of packages that have them.
async function load(names, folder) {
  await build({
    entryPoints: names.map((name) => join(FOLDER, name + SUFFIX)),
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    logLevel: "warning",
  });
  const modules = names.map(
    (name) => import(pathToFileURL(join(folder, `${name}.bench.cjs`)).href),
  );
  return (await Promise.all(modules)).flatMap(({ benches }) => benches);
}

function print(title, rows) {
  const columns = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))];
  const table = [
    ["", ...columns],
    ...rows.map((row) => [row.name, ...columns.map((c) => row.figures[c] ?? "")]),
  ];
  const widths = table[0].map((_, i) => Math.max(...table.map((row) => row[i].length)));
  const line = (row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ");
  console.log(`\n${title}\n${table.map(line).join("\n")}`);
}

const folder = await mkdtemp(join(process.cwd(), "node_modules", ".bench-"));
try {
  const benches = await load(await chosenNames(process.argv.slice(2)), folder);
  for (const { title, run } of benches) print(title, await run());
} finally {
  await rm(folder, { recursive: true, force: true });
}
