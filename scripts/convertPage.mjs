// Writes the table of docs/convert.md by converting a schedule of each kind to each target, and the
// reasons of what is refused: what stands between <!-- TABLE --> and <!-- /TABLE -->, <!-- REFUSED -->
// and <!-- /REFUSED -->. With --check says whether it is up to date.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import prettier from "prettier";
import { loadCore } from "./writing/loadCore.mjs";

const root = join(import.meta.dirname, "..");
const page = join(root, "docs/convert.md");

const CORE = `
  export { buildSchedule } from "./src/core/schedule/build";
  export { phaseKinds } from "./src/core/schedule/kinds/table";
  export { convert } from "./src/core/write/convert";
  export { writers } from "./src/core/write/table";
`;

/** A schedule with an example of the kind, after a linear warmup unless the kind stands for a whole run. */
function scheduleOf({ buildSchedule }, { kind, example, whole }, { target }) {
  // torch's LinearLR cannot begin at 0, and the Trainer's warmups always do
  const from0 = target === "transformers" ? 0 : 0.001;
  const warmup = { kind: "linear", from: from0, to: 0.1, for: 100 };
  const first = whole ? [] : [warmup];
  const { schedule } = buildSchedule({
    name: kind,
    length: { steps: 1000 },
    learningRate: [...first, { kind, ...example }],
  });
  if (!schedule) throw new Error(`no schedule of the kind ${kind}`);
  return schedule;
}

/** Own schedulers of a library are shorter than a class or function that reproduces the curve. */
function cell({ code, refused, unread, difference }, writer) {
  if (refused !== null) return "–";
  if (unread.length > 0) throw new Error(`what ${writer.target} writes is not read back:\n${code}`);
  const own = /LearningRateFactor|jnp\.|VALUES|make_scheduler\(optimizer\)\)/.test(code);
  const { relative } = difference;
  const off = relative > 2 ** -22 ? ` (${relative.toExponential(0)})` : "";
  const exact = writer.float32 ? `float32${off}` : "exact";
  return own && !["python", "javascript"].includes(writer.target) ? `${exact}, own code` : exact;
}

/** The refusals of each target, kinds with the same reason together. */
function reasons(refusals) {
  const groups = new Map();
  for (const { target, kind, refused } of refusals) {
    const of = groups.get(target) ?? new Map();
    of.set(refused, [...(of.get(refused) ?? []), `\`${kind}\``]);
    groups.set(target, of);
  }
  return [...groups]
    .map(([target, of]) => {
      const lines = [...of].map(([refused, kinds]) => `- ${kinds.join(", ")}: ${refused}`);
      return `\`${target}\`:\n\n${lines.join("\n")}`;
    })
    .join("\n\n");
}

async function conversions() {
  const core = await loadCore("convertPage", CORE);
  const { read } = core;
  const rows = [];
  const refusals = [];
  for (const shape of core.phaseKinds) {
    const { kind } = shape;
    const cells = [];
    for (const writer of core.writers) {
      const schedule = scheduleOf(core, shape, writer);
      const conversion = await core.convert(writer, { schedule, file: "" }, read);
      cells.push(cell(conversion, writer));
      const { target, refused } = conversion;
      if (refused !== null) refusals.push({ target, kind, refused });
    }
    rows.push(`| \`${kind}\` | ${cells.join(" | ")} |`);
  }
  const head = `| kind | ${core.writers.map(({ target }) => target).join(" | ")} |`;
  const line = `| --- | ${core.writers.map(() => "---").join(" | ")} |`;
  return { table: [head, line, ...rows].join("\n"), refused: reasons(refusals) };
}

const text = await readFile(page, "utf8");
const { table, refused } = await conversions();
const between = (name, content) => (page) =>
  page.replace(
    new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`),
    () => `<!-- ${name} -->\n\n${content}\n\n<!-- /${name} -->`,
  );
const made = between("REFUSED", refused)(between("TABLE", table)(text));
const formatted = await prettier.format(made, { parser: "markdown", printWidth: 100 });
if (!process.argv.includes("--check")) await writeFile(page, formatted);
else if (formatted !== text) {
  console.error("docs/convert.md is out of date: run npm run generate");
  process.exitCode = 1;
}
