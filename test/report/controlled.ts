import {
  finalAccuracy,
  finalTrainLoss,
  finalValidationLoss,
} from "../../src/probe/results/figures";
import { replicasOf, type ProbeRun, type Replica } from "../../src/probe/results/run";
import { inEnglish } from "../../src/probe/verdict/sentence";
import { judge } from "../../src/probe/verdict/verdict";
import type { Claim, Definition } from "./claim";
import { overDraws, type ByDraw } from "./draws";
import { isResult, ofFresh, SEEDS, twice } from "./fresh";
import type { Lab } from "./lab";
import { curve, paired, spread, told } from "./statistics";

/** A claim about what moves in step with the rate: a schedule against its control arms. */
export interface ControlledClaim {
  readonly id: string;
  readonly title: string;
  readonly claim: string;
  readonly task: string;
  readonly steps: number;
  /** How the setting was chosen, where not as usual. */
  readonly chosen?: string;
  /** What of the data is the same for every seed; "one draw of the data" without it. */
  readonly data?: string;
  readonly definitions: readonly Definition[];
  /** The task on another draw of its data, where the comparison is repeated on such. */
  readonly byDraw?: ByDraw;
  /** What the task measures besides, at the end of each seed. */
  readonly figures: readonly (readonly [
    title: string,
    of: (replica: Replica) => number | undefined,
  ])[];
}

const CHOSEN =
  "One setting was tried with this program, that of a prototype in PyTorch, which had chosen it on other seeds.";

const KINDS = [
  /^At the equal total.* still ends lower/,
  /^At the equal total.* ends higher/,
  /^The effect vanishes/,
  /differs neither/,
];

/** What is said of the first schedule's controls; the rest stands in the table. */
function controlOf(run: ProbeRun): { readonly said: string; readonly kind: number } {
  const all = judge(run).conclusion.map(inEnglish);
  const said = all.find((sentence) => KINDS.some((kind) => kind.test(sentence)));
  if (said === undefined) throw new Error("The verdict says nothing of the control arms.");
  return { said, kind: KINDS.findIndex((kind) => kind.test(said)) };
}

function verdictOf(first: ProbeRun, fresh: ProbeRun): string {
  const [found, again] = [controlOf(first), controlOf(fresh)];
  const seeds = `${SEEDS} fresh seeds`;
  return found.kind === again.kind
    ? `${found.said} ${seeds} say the same.`
    : `${found.said} Not confirmed by ${seeds}: ${again.said}`;
}

/** The verdict of the fresh seeds, and what the task measures with them. */
const freshSentences = (about: ControlledClaim, run: ProbeRun): string[] =>
  [...judge(run).conclusion.map(inEnglish).filter(isResult), ...figureSentences(about, run)].map(
    ofFresh,
  );

/** The comparison on other draws of the data, where the claim has such. */
async function otherDraws(lab: Lab, { task, steps, definitions, byDraw }: ControlledClaim) {
  if (byDraw === undefined) return undefined;
  const experiment = { definitions, task, steps, control: true };
  return overDraws(lab, experiment, byDraw, CONTROL_PAIRS);
}

/** A schedule with its arms, and these with each other, by their ids in the run. */
const CONTROL_PAIRS = [
  ["0", "0 equalTotal"],
  ["0", "0 none"],
  ["0 equalTotal", "0 none"],
] as const;

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
  const { data = "one draw of the data", chosen = CHOSEN } = about;
  return {
    id,
    title,
    claim,
    async run(lab) {
      const [run, fresh] = await twice(lab, { definitions, task, steps, control: true });
      const draws = await otherDraws(lab, about);
      const { conclusion, findings } = judge(run);
      const names = run.schedules.map(({ name }) => name);
      const of = run.schedules.map((schedule) => replicasOf(run, schedule.id));
      return {
        verdict: verdictOf(run, fresh),
        setting: `Task \`${task}\`, ${steps} steps, ${SEEDS} seeds and as many fresh ones, ${data}. Beside the schedule stand its control arms: the same total without its course, and none of it. ${chosen}`,
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
          ...(draws ? [draws.table] : []),
        ],
        sentences: [
          ...[...conclusion, ...findings.map(({ sentence }) => sentence)].map(inEnglish),
          ...figureSentences(about, run),
          ...freshSentences(about, fresh),
          ...(draws?.sentences ?? []),
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
