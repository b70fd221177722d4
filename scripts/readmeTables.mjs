// Writes the tables of commands and settings in README.md from the manifest: what stands between
// <!-- NAME --> and <!-- /NAME -->. With --check says whether they are up to date.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const PAGE = path.join(ROOT, "README.md");
const PREFIX = "learningRateDesigner.";

/** What a command does; every one needs its line. */
const COMMANDS = {
  openPreview: "shows the panel for the schedule at the cursor",
  openToSide: "the same panel among the editors; both may be open at once",
  openInEditor: "the same, in a tab of its own",
  runProbe: "trains a small network under the schedule",
  openProbeRun: "shows a saved run, or lays it over the present one",
  stopProbe: "stops it",
  newSchedule: "a published recipe, made to fit your run, as a new file or in the present one",
  compareSchedules: "lays schedules side by side in the panel",
  pinSchedule: "keeps the schedule as it is now, to compare what becomes of it",
  compareWithCommit: "lays the schedule of the last commit beside the present one",
  compareWithFile: "lays the schedules of another file beside it",
  scheduleBehind: "opens the simplest schedule that gives the rates of a log, as a definition",
  layLog: "draws what a run logged over the plan, and says why the two differ",
  previewFunction:
    "draws the function at the cursor (Python, TypeScript, JavaScript) as a schedule: asks which parameter counts the steps, and how many; a second time changes that, or ends it",
  resumeRun:
    "draws what the framework does with the rate when the run is resumed at a step, and tells the jump",
  endComparison: "shows the schedule alone again",
  exportCurves:
    "what the panel shows as SVG or PNG for a paper, its values as CSV, JSON or a Markdown table",
  convertToCode:
    "the schedule as code of PyTorch, transformers, optax, Keras, Lightning, DeepSpeed, timm, MMEngine, Python or JavaScript, with its greatest difference: [what each represents](docs/convert.md)",
  convertToFile:
    "the same, in a file of your choice; what it holds already is shown beside the new text first",
  copyAsCode: "the same, on the clipboard",
  showAsCode: "the same, beside the schedule: it follows every edit and drag",
  showLog: "the extension's log",
  giveValue: "gives a value for what only the running program knows",
  forgetValues: "forgets these values",
  setRuleSeverity: "turns a rule off, or gives it another severity, in the settings",
  convert: "writes the definitions in the other language, into a new file",
  scaleLength: "stretches every phase with the run",
};

const read = (file) => JSON.parse(readFileSync(path.join(ROOT, file), "utf8"));
const { contributes } = read("package.json");
const words = read("package.nls.json");
const word = (key) => words[key.slice(1, -1)];
const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

/** What only the walkthrough's buttons call is told there. */
const isInPalette = ({ command }) =>
  !contributes.menus.commandPalette.some(
    (item) => item.command === command && item.when === "false",
  );

function commandRow({ command, title }) {
  const does = COMMANDS[command.slice(PREFIX.length)];
  if (does === undefined)
    throw new Error(`scripts/readmeTables.mjs does not say what ${command} does`);
  return [word(title), does];
}

/** A large default is told by its description. */
function settingRow([name, setting]) {
  const value = JSON.stringify(setting.default);
  const description = word(setting.markdownDescription ?? setting.description);
  const isLarge = typeof setting.default === "object";
  return [
    `\`${name.slice(PREFIX.length)}\``,
    isLarge ? "" : `\`${value}\``,
    // What VS Code draws as a link to a setting is its name elsewhere.
    cell(description).replace(/`#([\w.]+)#`/g, "`$1`"),
  ];
}

const TABLES = {
  commands: () =>
    table(
      ["command (category *Learning Rate Designer*)", "what it does"],
      contributes.commands.filter(isInPalette).map(commandRow),
    ),
  settings: () =>
    table(
      ["setting (`learningRateDesigner.`…)", "default", "what it does"],
      [contributes.configuration]
        .flat()
        .flatMap(({ properties }) => Object.entries(properties))
        .map(settingRow),
    ),
};

let text = readFileSync(PAGE, "utf8");
const before = text;
for (const [name, write] of Object.entries(TABLES)) {
  const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!place.test(text)) throw new Error(`README.md has no place for the table of ${name}`);
  text = text.replace(place, (_, start, end) => `${start}\n${write()}\n\n${end}`);
}
if (!process.argv.includes("--check")) writeFileSync(PAGE, text);
else if (text !== before) {
  console.error("README.md is out of date: run node scripts/readmeTables.mjs");
  process.exitCode = 1;
}
