import { finalValidationLoss } from "../../../src/probe/results/figures";
import { inEnglish } from "../../../src/probe/verdict/sentence";
import { judge } from "../../../src/probe/verdict/verdict";
import { testTickets } from "../../../src/probe/verdict/tickets/statistics";
import { ticketsOf, type Losses } from "../../../src/probe/verdict/tickets/tickets";
import type { Claim, Definition } from "../claim";
import { curve, number, seedsOf, spread } from "../statistics";

const STEPS = 600;
const SEEDS = 16;
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

/** S17: whether a ticket wins with the schedule that found it. */
export const s17: Claim = {
  id: "s17",
  title: "the schedule as part of the lottery ticket",
  claim: "A lottery ticket wins with the schedule under which it was found.",
  async run(lab) {
    const run = await lab.train({
      definitions: DEFINITIONS,
      task: "lottery",
      steps: STEPS,
      seeds: SEEDS,
    });
    const tickets = ticketsOf(run);
    if (!tickets) throw new Error("no tickets");
    const { own, reinitialised, permuted } = testTickets(tickets);
    if (!own) throw new Error("no interaction");
    const shown = own.adjusted <= 0.05 && (own.difference ?? 0) < 0;
    const names = run.schedules.map(({ name }) => name);
    const { conclusion } = judge(run);
    return {
      verdict: `${shown ? "Appears" : "Not found at this scale"}: with its own schedule a ticket ends by ${number(own.difference ?? NaN, 2)} higher than with the others, what each schedule does by itself taken out (p = ${number(own.p, 2)}, ${number(own.adjusted, 2)} corrected). Tickets end below the same masks with other initial weights in ${reinitialised.lower} of ${reinitialised.seeds} seeds, and these below shuffled masks in ${permuted.lower}.`,
      setting: `Task \`lottery\`, ${STEPS} steps, ${SEEDS} seeds, a share of ${KEEP} kept, one draw of the data. One setting was tried with this program, that of a prototype in PyTorch, which had chosen it on other seeds.`,
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
      sentences: conclusion.map(inEnglish),
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
