import {
  finalAccuracy,
  finalTrainLoss,
  finalValidationLoss,
} from "../../src/probe/results/figures";
import { replicasOf, type ProbeRun, type Replica } from "../../src/probe/results/run";
import { inEnglish } from "../../src/probe/verdict/sentence";
import { judge } from "../../src/probe/verdict/verdict";
import type { Claim, Definition } from "./claim";
import { curve, paired, spread, told } from "./statistics";

const SEEDS = 16;

/** A claim about what moves in step with the rate: a schedule against its control arms. */
export interface ControlledClaim {
  readonly id: string;
  readonly title: string;
  readonly claim: string;
  readonly task: string;
  readonly steps: number;
  /** What of the data is the same for every seed; "one draw of the data" without it. */
  readonly data?: string;
  readonly definitions: readonly Definition[];
  /** What the task measures besides, at the end of each seed. */
  readonly figures: readonly (readonly [
    title: string,
    of: (replica: Replica) => number | undefined,
  ])[];
}

/** What is said of the first schedule's controls; the rest stands in the table. */
function verdictOf(run: ProbeRun): string {
  const said = judge(run).conclusion.map(inEnglish);
  const control = said.find((sentence) =>
    /^At the equal total|^The effect vanishes|differs neither/.test(sentence),
  );
  return control ?? "The seeds are too few to tell.";
}

/** Whether what the task measures is lower under the schedule than under each of its arms. */
function figureSentences({ figures }: ControlledClaim, run: ProbeRun): string[] {
  const [own, ...arms] = run.schedules;
  return figures.flatMap(([title, of]) => {
    const values = (id = ""): number[] => replicasOf(run, id).map((each) => of(each) ?? NaN);
    return arms.map(
      ({ id, name }) =>
        `${title}, "${own?.name ?? ""}" below "${name}": ${told(paired(values(own?.id), values(id)))}, not corrected.`,
    );
  });
}

export function controlled(about: ControlledClaim): Claim {
  const { id, title, claim, task, steps, definitions, figures } = about;
  const { data = "one draw of the data" } = about;
  return {
    id,
    title,
    claim,
    async run(lab) {
      const run = await lab.train({ definitions, task, steps, seeds: SEEDS, control: true });
      const { conclusion, findings } = judge(run);
      const names = run.schedules.map(({ name }) => name);
      const of = run.schedules.map((schedule) => replicasOf(run, schedule.id));
      return {
        verdict: verdictOf(run),
        setting: `Task \`${task}\`, ${steps} steps, ${SEEDS} seeds, ${data}. Beside the schedule stand its control arms: the same total without its course, and none of it. One setting was tried with this program, that of a prototype in PyTorch, which had chosen it on other seeds.`,
        definitions,
        tables: [
          [
            [
              "schedule",
              "validation loss",
              "training loss",
              "accuracy",
              ...figures.map(([head]) => head),
            ],
            ...names.map((name, i) => [
              name,
              ...[
                finalValidationLoss,
                finalTrainLoss,
                finalAccuracy,
                ...figures.map(([, pick]) => pick),
              ].map((pick) => spread((of[i] ?? []).map(pick))),
            ]),
          ],
        ],
        sentences: [
          ...[...conclusion, ...findings.map(({ sentence }) => sentence)].map(inEnglish),
          ...figureSentences(about, run),
        ],
        figures: [
          {
            name: "validation",
            figure: {
              title: `${id.toUpperCase()}: validation loss`,
              x: "step",
              y: "validation loss (mean and range over the seeds)",
              log: true,
              series: names.map((name, i) =>
                curve(name, i, of[i] ?? [], ({ validation }) => validation),
              ),
            },
          },
        ],
      };
    },
  };
}
