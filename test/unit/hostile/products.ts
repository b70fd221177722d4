// Files small in each part that cost the product of two of them, where a reader isn't careful.
import type { Hostile } from "./inputs";

const json = (name: string, value: unknown): Hostile => ({
  name,
  file: "a.schedule.json",
  text: JSON.stringify(value),
});

type Plain = Readonly<Record<string, unknown>>;

const times = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => of(index));
const named = (count: number, of: (index: number) => unknown, prefix = "s"): Plain =>
  Object.fromEntries(times(count, (index) => [`${prefix}${index}`, of(index)]));
const phases = (count: number): Plain[] =>
  times(count, (i) => ({ kind: "linear", to: i % 2, for: 1 }));
const rate = (learningRate: unknown, length = 1000): Plain => ({
  length: { steps: length },
  learningRate,
});

const bases: readonly Hostile[] = [
  ...[300, 4000, 12_000].map((count) =>
    json(`499 that take over ${count} phases`, {
      schedules: { base: rate(phases(count)), ...named(499, () => ({ extends: "base" })) },
    }),
  ),
  json("499 that replace 4,000 phases", {
    schedules: {
      base: rate(phases(4000)),
      ...named(499, () => ({ extends: "base", learningRate: 1 })),
    },
  }),
  json("a chain of 30 above 14,000 tracks", {
    schedules: {
      ...named(30, (i) => ({ extends: `s${i + 1}`, momentum: 0.9 })),
      s30: { ...rate(0.1), ...named(14_000, () => 1, "t") },
    },
  }),
  json("499 that replace 950 phases", {
    schedules: {
      base: rate(phases(950)),
      ...named(499, () => ({ extends: "base", learningRate: 1 })),
    },
  }),
  json("2,300 phases", rate(phases(2300))),
  json("19,000 misspelt bases", { schedules: named(19_000, (i) => ({ extends: `t${i}` })) }),
];

const keys: readonly Hostile[] = [
  json("31,000 slips of momentum", {
    ...rate(0.1),
    ...Object.fromEntries(times(31_000, (i) => [`momentun${i % 2 ? "s" : ""}${i}`, "x"])),
  }),
  json("a phase of 14,000 keys", rate({ kind: "linear", to: 0, ...named(14_000, () => 1) })),
  json("an optimizer of 14,000 keys", { ...rate(0.1), optimizer: named(14_000, () => 1, "bet") }),
  json("a phase of 14,000 words", {
    ...rate({ kind: "linear", to: 0, ...named(14_000, () => "x", "fro") }),
  }),
  json("14,000 wrong values", rate(times(7000, () => ({ kind: "linear", to: "x" })))),
  json("2,770 wrong values", rate(times(2770, () => ({ kind: "linear", to: "x" })))),
  json("5,000 kinds", rate(times(5000, (i) => ({ kind: `lin${i}`, to: 0, for: 1 })))),
];

const following = (count: number, of: (index: number) => string): Plain =>
  named(count, (i) => ({ follow: of(i), relation: "proportional", factor: 1 }), "t");

const tracks: readonly Hostile[] = [
  json("3,600 tracks after a missing one", { ...rate(0.1), ...following(3600, () => "learning") }),
  json("3,600 tracks, each after the next", {
    ...rate(0.1),
    ...following(3600, (i) => (i < 3599 ? `t${i + 1}` : "learningRate")),
  }),
  json("2,400 tracks, each after the next", {
    ...rate(0.1),
    ...following(2400, (i) => (i < 2399 ? `t${i + 1}` : "learningRate")),
  }),
  json("3,600 tracks in a circle", {
    ...rate(0.1),
    ...following(3600, (i) => `t${(i + 1) % 3600}`),
  }),
  json("2,000 tracks after one of 2,000 phases", {
    ...rate(phases(2000)),
    ...following(2000, () => "learningRate"),
  }),
  json("3,000 tracks, each a factor of the next", {
    ...rate(0.1),
    ...named(3000, (i) => ({ phases: { kind: "constant", value: 1 }, times: `t${i + 1}` }), "t"),
  }),
  json("2,000 groups", {
    ...rate(phases(1000)),
    ...named(2000, () => 0.1, "t"),
    layers: { groups: named(2000, (i) => ({ track: `t${i}` }), "g") },
  }),
];

const shapes: readonly Hostile[] = [
  json(
    "4,500 shares of a peak",
    rate(times(4500, (i) => ({ kind: "linear", to: i === 9 ? 1 : "10%", for: "1%" }))),
  ),
  json(
    "2,310 shares of a peak",
    rate(times(2310, (i) => ({ kind: "linear", to: i === 9 ? 1 : "10%", for: "1%" }))),
  ),
  json(
    "1,490 tables of 7 points",
    rate(
      times(1490, () => ({ kind: "points", points: times(7, (i) => [i, i % 3]), for: 10 })),
      14_900,
    ),
  ),
  json(
    "3,600 cycles of one step in a trillion",
    rate(
      times(3600, () => ({ kind: "cyclic", from: 0, to: 1, up: 1, down: 1, for: 1e9 })),
      3.6e12,
    ),
  ),
  json(
    "3,000 tables of 7 points",
    rate(
      times(3000, () => ({ kind: "points", points: times(7, (i) => [i, i % 3]), for: 10 })),
      30_000,
    ),
  ),
  json(
    "a repeat of 4,000 phases",
    rate({ kind: "repeat", times: 1_000_000, phases: phases(4000) }, 1e12),
  ),
  json(
    "a repeat of 2,300 phases",
    rate({ kind: "repeat", times: 1_000_000, phases: phases(2300) }, 1e12),
  ),
  json(
    "1,000 repeats of repeats",
    rate(
      times(1000, () => ({
        kind: "repeat",
        period: 8,
        for: 1000,
        phases: [{ kind: "repeat", period: 2, for: 4, phases: phases(2) }, { kind: "hold" }],
      })),
      1e6,
    ),
  ),
  json(
    "a table of 30,000 milestones",
    rate({ kind: "steps", from: 1, factor: 0.999, at: times(30_000, (i) => i + 1) }, 1e6),
  ),
  json("all of the mistakes that rules find", {
    schedules: named(300, (i) => ({
      length: { steps: 100 + i },
      optimizer: { name: "adam", momentum: 0.9 },
      momentum: [{ kind: "linear", from: 2, to: 0.5 }],
      learningRate: [
        { kind: "linear", from: 0.1, to: 0.01, for: "0.05%" },
        { kind: "steps", factor: 2, at: [0.3, 0.6] },
      ],
      batchSize: [{ kind: "steps", from: 10, factor: 2, at: [1, 2] }],
    })),
  }),
];

/** Comments on rules, and as many findings for them. */
const suppressed: Hostile = {
  name: "4,000 comments on rules that do not hold",
  file: "a.schedule.json",
  text: `{ "schedules": {\n${times(
    300,
    (i) =>
      `${"// schedule-ignore-next-line dead-tail\n".repeat(13)}"s${i}": ${JSON.stringify(rate(0.1))},\n`,
  ).join("")}\n} }`,
};

export const PRODUCTS: readonly Hostile[] = [
  ...bases,
  ...keys,
  ...tracks,
  ...shapes,
  suppressed,
  json(
    "10,000 tracks without a length",
    named(10_000, () => 1),
  ),
  json("4,900 phases without a length", { learningRate: phases(4900) }),
];
