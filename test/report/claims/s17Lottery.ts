import { finalValidationLoss } from "../../../src/probe/results/figures";
import { inEnglish } from "../../../src/probe/verdict/sentence";
import { judge } from "../../../src/probe/verdict/verdict";
import type { ProbeRun } from "../../../src/probe/results/run";
import type { Test } from "../../../src/probe/verdict/tickets/statistics";
import { ticketsOf, type Losses } from "../../../src/probe/verdict/tickets/tickets";
import type { Claim, Definition } from "../claim";
import { isResult, ofFresh, SEEDS, twice } from "../fresh";
import { curve, number, seedsOf, spread } from "../statistics";

const STEPS = 600;
const KEEP = 0.1;

const common = {
  length: { steps: STEPS },
  optimizer: { name: "sgd", momentum: 0.9 },
  keep: KEEP,
};
const DEFINITIONS: readonly Definition[] = [
  { name: "constant, low", ...common, learningRate: 0.01 },
  { name: "cosine", ...common, learningRate: [{ kind: "cosine", from: 0.1, to: 0 }] },
  {
    name: "warmup and steps",
    ...common,
    learningRate: [
      { kind: "linear", from: 0.002, to: 0.1, for: 60 },
      { kind: "constant", value: 0.1, for: 300 },
      { kind: "constant", value: 0.01, for: 150 },
      { kind: "constant", value: 0.001 },
    ],
  },
];

const cell = (losses: Losses | undefined): string => spread(losses ?? []);

const isShown = ({ adjusted, difference = 0 }: Test): boolean => adjusted <= 0.05 && difference < 0;

/** Whether a ticket wins with its own schedule, over its control, and the control over the other. */
function told(run: ProbeRun) {
  const { conclusion, tickets } = judge(run);
  if (!tickets?.own) throw new Error("no tickets");
  const { own, reinitialised, permuted } = tickets;
  const difference = own.difference ?? NaN;
  return {
    said: `with its own schedule a ticket ends by ${number(Math.abs(difference), 2)} ${difference < 0 ? "lower" : "higher"} than with the others, what each schedule does by itself taken out (p = ${number(own.p, 2)}, ${number(own.adjusted, 2)} corrected). Tickets end below the same masks with other initial weights in ${reinitialised.lower} of ${reinitialised.seeds} seeds, and these below shuffled masks in ${permuted.lower}.`,
    shown: [own, reinitialised, permuted].map(isShown),
    sentences: conclusion.map(inEnglish),
  };
}

function verdictOf(first: ReturnType<typeof told>, fresh: ReturnType<typeof told>): string {
  const alike = first.shown.every((shown, i) => shown === fresh.shown[i]);
  return `${first.shown[0] ? "Appears" : "Not found at this scale"}: ${first.said} ${SEEDS} fresh seeds ${alike ? "say the same" : "do not confirm all of it"}: ${fresh.said}`;
}

/** S17: whether a ticket wins with the schedule that found it. */
export const s17: Claim = {
  id: "s17",
  title: "the schedule as part of the lottery ticket",
  claim: "A lottery ticket wins with the schedule under which it was found.",
  async run(lab) {
    const experiment = { definitions: DEFINITIONS, task: "lottery", steps: STEPS };
    const [run, fresh] = await twice(lab, experiment);
    const tickets = ticketsOf(run);
    if (!tickets) throw new Error("no tickets");
    const [first, again] = [told(run), told(fresh)];
    const names = run.schedules.map(({ name }) => name);
    return {
      verdict: verdictOf(first, again),
      setting: `Task \`lottery\`, ${STEPS} steps, ${SEEDS} seeds and as many fresh ones, a share of ${KEEP} kept, one draw of the data. One setting was tried with this program, that of a prototype in PyTorch, which had chosen it on other seeds.`,
      definitions: DEFINITIONS,
      tables: [
        [
          [
            "found with",
            ...names.map((name) => `again with ${name}`),
            "other initial weights",
            "shuffled mask",
            "whole network",
          ],
          ...names.map((name, i) => [
            name,
            ...names.map((_, j) => cell(tickets.tickets[i]?.[j])),
            cell(tickets.reinitialised[i]),
            cell(tickets.permuted[i]),
            spread(seedsOf(run, i).map(finalValidationLoss)),
          ]),
        ],
      ],
      sentences: [...first.sentences, ...again.sentences.filter(isResult).map(ofFresh)],
      figures: [
        {
          name: "validation",
          figure: {
            title: "S17: validation loss of the whole networks",
            x: "step",
            y: "validation loss (mean and range over the seeds)",
            log: true,
            series: names.map((name, i) =>
              curve(name, i, seedsOf(run, i), ({ validation }) => validation),
            ),
          },
        },
      ],
    };
  },
};
