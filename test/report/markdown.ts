import type { Claim, Outcome } from "./claim";

const begin = (id: string): string => `<!-- ${id} -->`;
const end = (id: string): string => `<!-- end of ${id} -->`;

/** A claim's part of the report; figures lie in `probe-report/`. */
export function section({ id, title, claim }: Claim, outcome: Outcome): string {
  return [
    begin(id),
    `## ${id.toUpperCase()}: ${title}`,
    `**Claim.** ${claim}`,
    `**Result.** ${outcome.verdict}`,
    outcome.setting,
    ...outcome.tables.map(table),
    ...(outcome.sentences.length > 0
      ? [outcome.sentences.map((line) => `- ${line}`).join("\n")]
      : []),
    ...outcome.figures.map(
      ({ name, figure }) => `![${figure.title}](probe-report/${id}-${name}.svg)`,
    ),
    `<details><summary>The definitions</summary>\n\n${definitions(outcome)}\n\n</details>`,
    end(id),
  ].join("\n\n");
}

const definitions = ({ definitions: all }: Outcome): string =>
  `\`\`\`json\n${all.map((definition) => JSON.stringify(definition)).join("\n")}\n\`\`\``;

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...body.map(line)].join(
    "\n",
  );
}

const INTRO = `# What the probes show

Claims about learning-rate schedules, shown by this project's own probe trainings. \`npm run probes\` makes this page anew (\`npm run probes -- s1 s4\` only these parts); the same seeds give the same figures on one machine, and to float32 rounding on others.

Every comparison is paired over the seeds: for one seed all schedules start with the same weights and see the same batches. Figures are means ± standard deviations over the seeds; bands in the charts reach from the least to the greatest. Differences are tested with Wilcoxon's signed-rank test, exact and two-sided; with 16 seeds the least p possible is 3.1e-5. The claims about networks had 8 seeds at a first look and have 16 since, all of them alike. Where fresh seeds are named, they were asked once the first had answered, and only what both say is confirmed. Seeds share a task's data where it has one draw of them: S4, S10 and S13 are repeated on 16 other draws, each of which counts once. A training that diverged counts as the worst. These are small models: what is shown here is shown for these tasks and seeds, not for others.`;

/** The report with the given parts replaced or added, in the order of `ids`. */
export function assemble(
  ids: readonly string[],
  before: string,
  fresh: ReadonlyMap<string, string>,
): string {
  const parts = ids.flatMap((id) => fresh.get(id) ?? partOf(before, id) ?? []);
  return `${[INTRO, ...parts].join("\n\n")}\n`;
}

function partOf(report: string, id: string): string | undefined {
  const [from, to] = [report.indexOf(begin(id)), report.indexOf(end(id))];
  return from < 0 || to < from ? undefined : report.slice(from, to + end(id).length);
}
