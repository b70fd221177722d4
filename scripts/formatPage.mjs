// Writes the tables of docs/format.md from the shapes with which the core reads definitions: what
// stands between <!-- NAME --> and <!-- /NAME -->. With --check says whether they are up to date.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import prettier from "prettier";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs/format.md");

const CORE = `
  export { phaseKinds } from "./src/core/schedule/kinds/table";
  export { lengthEntries } from "./src/core/schedule/length";
  export { optimizerEntries, probeEntries } from "./src/core/schedule/definition";
  export { modifierEntries } from "./src/core/schedule/track";
  export { followerEntries } from "./src/core/schedule/followers";
  export { layersEntries } from "./src/core/schedule/layers";
  export { samplesEntries } from "./src/core/schedule/samples";
  export { plateauEntries } from "./src/core/schedule/plateau";
  export { getDescription } from "valibot";
`;

/** The value at local step u; every kind needs its line. */
const FORMULAS = {
  constant: "value",
  linear: "from + (to − from) · p",
  cosine: "to + (from − to) · (½ (1 + cos πp))^exponent",
  exponential: "from · (to / from)^p, or from · factor^(u / every)",
  polynomial: "to + (from − to) · (1 − p)^power",
  inverseSqrt: "from · √(timescale / (u + shift))",
  inverseTime: "from / (1 + rate · u / every)",
  oneMinusSqrt: "to + (from − to) · (1 − √p)",
  quadratic: "from + (to − from) · p²",
  logarithmic: "from + (to − from) · ln(1 + u) / ln(1 + m)",
  rex: "to + (from − to) · (1 − p) / (1 − p / 2)",
  tanh: "to + (from − to) · ½ (1 − tanh(lower · (1 − p) + upper · p))",
  hold: "the value where the previous phase ended",
  step: "from · factor^⌊u / every⌋",
  multiStep:
    "from · factor^(milestones at or before u), or the last of values whose milestone is at or before u",
  piecewise:
    "between the points around u, by interpolate; constant before the first and after the last",
  cyclic:
    "low + (high − low) · w · tri(u), where tri rises from 0 to 1 over up and falls back over down; in cycle c = 0, 1, … w is 1 (triangular), ½^c (triangular2) or gamma^u (expRange)",
  cosineRestarts:
    "at step v of cycle c: to + (from · peakDecay^c − to) · ½ (1 + cos(πv / P)), P = round(period · periodGrowth^c)",
  oneCycle:
    "from peak / initialDivisor at u = 0 to peak at u = rise − (n − m), and to peak / initialDivisor / finalDivisor at u = m, along shape",
  repeat: "at step v of cycle c: decay^c · phases(v)",
  untunedWarmup: "to · min(1, (u + 1)(1 − β2) / 2), or to · (1 − exp(−(u + 1)(1 − β2)))",
  rectifiedWarmup:
    "to · √((ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ)), ρ∞ = 2 / (1 − β2) − 1, ρ = ρ∞ − 2t·β2^t / (1 − β2^t), t = u + the first t at which ρ > 4",
  table: "values[⌊u / every⌋], or between neighbours by interpolate; the last one stays",
  custom: "value(u, context)",
};

async function loadCore() {
  const { outputFiles } = await build({
    stdin: { contents: CORE, resolveDir: root },
    bundle: true,
    write: false,
    format: "esm",
    mainFields: ["module", "main"],
    logLevel: "silent",
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}

const cell = (text) => text.replaceAll("|", "\\|");

/** Keys with what they mean; those that must be there are marked. */
function entriesTable(entries, getDescription) {
  const rows = Object.entries(entries).map(([key, shape]) => {
    const text = getDescription(shape.type === "optional" ? shape.wrapped : shape) ?? "";
    return `| \`${key}\`${shape.type === "optional" ? "" : " (required)"} | ${cell(text)} |`;
  });
  return ["| key | meaning |", "| --- | --- |", ...rows].join("\n");
}

const COMMON = ["kind", "for", "every", "endpoint"];

function kindSection({ kind, summary, schema, ownsEvery, endpoint }, getDescription) {
  const formula = FORMULAS[kind];
  if (formula === undefined) throw new Error(`scripts/formatPage.mjs lacks the formula of ${kind}`);
  const own = Object.entries(schema.entries).filter(
    ([key]) =>
      !COMMON.includes(key) || (key === "every" && ownsEvery) || (key === "endpoint" && endpoint),
  );
  const table = own.length === 0 ? [] : [entriesTable(Object.fromEntries(own), getDescription)];
  const also = COMMON.filter((key) => key in schema.entries && !own.some(([name]) => name === key));
  const common = `And ${also
    .map((key) => `\`${key}\``)
    .join(", ")
    .replace(/, ([^,]*)$/, " and $1")}, as [every phase](#what-phases-share).`;
  return [`#### ${kind}`, summary, `Value: ${formula}.`, ...table, common].join("\n\n");
}

async function parts() {
  const { getDescription, phaseKinds, ...core } = await loadCore();
  const overview = phaseKinds.map(
    ({ kind, summary }) => `| [\`${kind}\`](#${kind.toLowerCase()}) | ${cell(summary)} |`,
  );
  const kinds = [
    ["| kind | what it is |", "| --- | --- |", ...overview].join("\n"),
    ...phaseKinds.map((kind) => kindSection(kind, getDescription)),
  ].join("\n\n");
  const tables = Object.entries(core).map(([name, entries]) => [
    name.replace(/Entries$/, ""),
    entriesTable(entries, getDescription),
  ]);
  return { kinds, ...Object.fromEntries(tables) };
}

/** The page with its generated parts made anew, formatted as the repository is. */
async function withParts(text) {
  let made = text;
  for (const [name, part] of Object.entries(await parts())) {
    const place = new RegExp(`(<!-- ${name} -->)[^]*(<!-- /${name} -->)`);
    if (!place.test(made)) throw new Error(`docs/format.md has no place for ${name}`);
    made = made.replace(place, (_, open, close) => `${open}\n\n${part}\n\n${close}`);
  }
  const options = await prettier.resolveConfig(page);
  return prettier.format(made, { ...options, parser: "markdown" });
}

const current = await readFile(page, "utf8");
const text = await withParts(current);
if (!process.argv.includes("--check")) await writeFile(page, text);
else if (current !== text) {
  console.error("docs/format.md is out of date: run node scripts/formatPage.mjs");
  process.exitCode = 1;
}
