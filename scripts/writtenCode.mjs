// Writes what every target makes of schedules into a folder, beside the values that it must give,
// for checks in which a library itself runs the code: node writtenCode.mjs FOLDER TARGET
// [--generated N [SEED] | --warmed N | --foreign]. Else it takes the examples; --warmed makes warmups with
// one fall after them, --foreign takes files of other programs. Each file NAME.EXT has NAME.json
// with the values.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadCore } from "./writing/loadCore.mjs";
import { warmedDefinitions } from "./writing/warmed.mjs";

const CORE = `
  export { analyze } from "./src/core/analyze";
  export { parseJson } from "./src/core/parse/json";
  export { buildSchedule } from "./src/core/schedule/build";
  export { convert } from "./src/core/write/convert";
  export { peakOf } from "./src/core/write/difference";
  export { writerOf } from "./src/core/write/table";
  export { groupRates, groupTrack } from "./src/core/write/groups";
  export { definition } from "./test/unit/schedule/arbitraries";
  export { FOREIGN_SOURCES } from "./test/unit/write/foreignSources";
  export { sample } from "fast-check";
`;

const [folder, target, flag, count, seed = 16] = process.argv.slice(2);
const core = await loadCore("writtenCode", CORE);
const writer = core.writerOf(target);
if (!folder || !writer)
  throw new Error("writtenCode.mjs FOLDER TARGET [--generated N | --warmed N | --foreign]");

async function examples() {
  const all = [];
  for (const file of await readdir("examples/json")) {
    const text = await readFile(join("examples/json", file), "utf8");
    const [{ schedule }] = core.analyze(core.parseJson(text)).schedules;
    all.push({ name: file.replace(".schedule.json", ""), file, schedule });
  }
  return all;
}

const built = (definitions) =>
  definitions.map((plain, index) => ({
    name: `generated-${index}`,
    file: "",
    schedule: core.buildSchedule(plain).schedule,
  }));

const generated = () =>
  built(core.sample(core.definition, { numRuns: Number(count), seed: Number(seed) }));

const warmed = () => built(warmedDefinitions(Number(count)));

/** The first schedule of each file whose length and values are known. */
async function foreign() {
  const all = [];
  for (const [file, text] of Object.entries(core.FOREIGN_SOURCES)) {
    const head = { uri: `file:///${file}`, languageId: "", text };
    const [found] = (await core.read(head))?.schedules ?? [];
    if (found?.schedule) all.push({ name: file, file, schedule: found.schedule });
  }
  return all;
}

/** Runs of generated definitions are compared at every step, others at up to 61, evenly spread. */
const comparedSteps = ({ length }) =>
  flag === "--generated" && length <= 1000
    ? [...Array(length).keys()]
    : [...Array(61).keys()].map((i) => Math.round((i * (length - 1)) / 60));

/** The curves that the code says, by their names. */
function curvesOf(schedule, left) {
  const ofTorch = ["torch", "lightning", "transformers"].includes(target);
  const isGrouped = ofTorch || ["optax", "python", "numpy"].includes(target);
  const grouped = isGrouped ? core.groupRates(schedule) : [];
  // other libraries' groups are tracks already
  const groups = ofTorch || schedule.layers.length > 0 ? grouped : [];
  return [
    ...[...schedule.tracks.values()].filter(({ name }) => !left.includes(name)),
    ...groups.map(({ name, curve }) => ({ name: core.groupTrack(name), curve })),
  ];
}

function valuesOf(schedule, left) {
  const steps = [...new Set(comparedSteps(schedule))];
  const curves = curvesOf(schedule, left);
  return {
    steps: schedule.length,
    peaks: Object.fromEntries(
      curves.map(({ name, curve }) => [name, core.peakOf(schedule, curve)]),
    ),
    tracks: Object.fromEntries(
      curves.map(({ name, curve }) => [name, steps.map((step) => [step, curve.at(step)])]),
    ),
  };
}

await mkdir(folder, { recursive: true });
const refusals = new Map();
let written = 0;
const sources =
  { "--generated": generated, "--warmed": warmed, "--foreign": foreign }[flag] ?? examples;
for (const { name, file, schedule } of await sources()) {
  const { code, left, refused } = await core.convert(writer, { schedule, file }, core.read);
  if (code === null) {
    refusals.set(refused, (refusals.get(refused) ?? 0) + 1);
    continue;
  }
  await writeFile(join(folder, `${name}.${writer.extension}`), code);
  await writeFile(join(folder, `${name}.values.json`), JSON.stringify(valuesOf(schedule, left)));
  written++;
}
console.log(`${written} written, ${[...refusals.values()].reduce((a, b) => a + b, 0)} refused`);
for (const [reason, times] of refusals) console.log(`  ${times} × ${reason}`);
