/** What somebody adds: one file, and its line (with its import) in one table. */
export interface Addition {
  /** "phase kind", "rule" … */
  readonly what: string;
  readonly file: string;
  readonly source: string;
  readonly table: string;
  /** The list in the table, by its first line; the line becomes its first item: of formats and logs the most telling one counts. */
  readonly list: string;
  readonly line: string;
  readonly imported?: string;
}

const kind: Addition = {
  what: "phase kind",
  file: "src/core/schedule/kinds/halfway.ts",
  source: `
    import { constantCurve } from "../curves/constant";
    import { phaseSchema, rampEntries } from "./entries";
    import { phaseKind, toEnd } from "./kind";

    export const halfway = phaseKind({
      kind: "halfway",
      summary: "Stays midway between two values.",
      formula: "(from + to) / 2",
      example: { to: 0 },
      template: toEnd,
      handles: (text) => [{ parameter: "to", role: "point", at: 1, value: text.at(1), level: ["to"] }],
      schema: phaseSchema("halfway", rampEntries),
      build: ({ from, to }, context) =>
        constantCurve((context.from(from) + context.value(to, "to")) / 2),
    });
  `,
  table: "src/core/schedule/kinds/table.ts",
  list: "export const phaseKinds = [",
  line: "halfway",
  imported: 'import { halfway } from "./halfway";',
};

const rule: Addition = {
  what: "rule",
  file: "src/core/rules/noScratch.ts",
  source: `
    import type { Rule } from "./rule";
    import { sources } from "./support/sources";

    export const noScratch: Rule = {
      id: "no-scratch",
      severity: "warning",
      title: "A schedule called scratch",
      why: "It shows that a rule is one file and one line.",
      source: sources.greedy,
      check: ({ schedule }) =>
        schedule.name === "scratch"
          ? [{ path: ["name"], message: "It is called scratch.", fixes: [] }]
          : [],
    };
  `,
  table: "src/core/rules/table.ts",
  list: "export const rules: readonly Rule[] = [",
  line: "noScratch",
  imported: 'import { noScratch } from "./noScratch";',
};

const task: Addition = {
  what: "probe task",
  file: "src/probe/tasks/scratch.ts",
  source: `
    import { quadratic } from "./quadratic";
    import type { Task } from "./task";

    export const scratch = (): Task => ({ ...quadratic(), name: "scratch" });
  `,
  table: "src/core/probeTasks.ts",
  list: "export const PROBE_TASKS = [",
  line: '{ name: "scratch", title: word("Scratch"), summary: word("A canyon by another name") }',
};

const format: Addition = {
  what: "format",
  file: "src/core/formats/scratch.ts",
  source: `
    import { buildSchedule } from "../schedule/build";
    import type { Format } from "./format";

    /** A text that is a rate. */
    export const scratch: Format = {
      id: "scratch",
      title: "Scratch rates",
      syntax: "text",
      recognises: ({ uri }) => uri.endsWith(".scratch"),
      load: () =>
        Promise.resolve(({ text }) => {
          const range = { start: 0, end: text.length };
          const built = buildSchedule({ name: "found", length: { steps: 10 }, learningRate: Number(text) });
          return {
            definitions: [
              {
                name: "found",
                anchor: range,
                range,
                format: "scratch",
                clock: "update",
                stepped: "batch",
                evaluate: () => ({ schedule: built.schedule, problems: [], unknowns: [] }),
              },
            ],
            problems: [],
          };
        }),
    };
  `,
  table: "src/core/formats/table.ts",
  list: "export const FORMATS: readonly Format[] = [",
  line: "scratch",
  imported: 'import { scratch } from "./scratch";',
};

const writer: Addition = {
  what: "writer",
  file: "src/core/write/targets/scratch.ts",
  source: `
    import type { Writer } from "../writer";

    export const scratchWriter: Writer = {
      target: "scratch",
      label: "Scratch",
      languageId: "plaintext",
      extension: "scratch",
      write: ({ schedule }) => ({
        code: () => String(schedule.tracks.get("learningRate")?.curve.at(0)),
        at: (track, step) => schedule.tracks.get(track)?.curve.at(step) ?? NaN,
        tracks: ["learningRate"],
        readings: [
          {
            track: "learningRate",
            again: (code) => Promise.resolve({ at: () => Number(code), run: false }),
          },
        ],
        left: [],
      }),
    };
  `,
  table: "src/core/write/table.ts",
  list: "export const writers: readonly Writer[] = [",
  line: "scratchWriter",
  imported: 'import { scratchWriter } from "./targets/scratch";',
};

const log: Addition = {
  what: "log reader",
  file: "src/core/recordings/readers/scratch.ts",
  source: `
    import type { LogReader } from "../reader";

    /** A line is a step and a rate. */
    export const scratchReader: LogReader = {
      id: "scratch",
      label: "Scratch",
      recognises: ({ path }) => path.endsWith(".scratch"),
      open: (recorder, { text }) => ({
        push: () => undefined,
        end: () => {
          for (const line of text.split("\\n")) {
            const [step = NaN, value = NaN] = line.split(" ").map(Number);
            recorder.add({ step, axis: "steps" }, [{ tag: "learning_rate", value }]);
          }
        },
      }),
    };
  `,
  table: "src/core/recordings/table.ts",
  list: "export const logReaders: readonly LogReader[] = [",
  line: "scratchReader",
  imported: 'import { scratchReader } from "./readers/scratch";',
};

export const additions: readonly Addition[] = [kind, rule, task, format, writer, log];
