import type { World } from "./fakeHost";
import type { PanelPage } from "./panelPage";
import { realShown } from "./real";
import { goyal, type Sample } from "./samples";
import type { ThemeName } from "./theme";

/** A state of the panel, for the tests and for the pictures of all of them. */
export interface PanelState {
  readonly name: string;
  readonly world: Partial<World>;
  /** What is published once the world is shown. */
  readonly then?: (world: World) => void;
  /** A selector of what shows that the state is there. */
  readonly shows: string;
  /** Where not all are worth their time. */
  readonly themes?: readonly ThemeName[];
}

const LONG =
  "resnet-50 large batch schedule with gradual warmup and a cosine to zero, third try of November";
const UNBROKEN = "averyveryverylongidentifierthatnobodycouldbreakanywhere".repeat(3);
const RIGHT_TO_LEFT = "جدول معدل التعلم مع الإحماء";
/** Turns the direction, closes markup, hides itself. */
const HOSTILE = "\u202Etxt.exe</h1><img src=x onerror=alert(1)>\u0000\u200B{{x}}";

const problem = (message: string, severity: "error" | "warning" = "error", line = 4) => ({
  code: "warmup-longer-than-run",
  severity,
  message,
  line,
  column: 3,
});

const problems = [
  problem("The warmup of 20,000 steps is longer than the run of 14,040 steps."),
  problem("The momentum moves against the learning rate.", "warning", 9),
];

const world = (...schedules: Sample[]): Partial<World> => ({
  schedules,
  shown: schedules[0] ? [schedules[0].id] : [],
});

const become =
  (change: Partial<Sample>) =>
  (shown: World): void => {
    shown.schedules = shown.schedules.map((sample, index) =>
      index === 0 ? { ...sample, ...change } : sample,
    );
  };

/** The cosine cannot be evaluated any more; what comes before it can. */
const half = (sample: Sample): Sample["tracks"] =>
  sample.tracks.map((track) => ({
    ...track,
    phases: track.phases.map((phase) => ({ ...phase, missing: phase.kind === "cosine" })),
    at: (step) => (step < 780 ? track.at(step) : null),
  }));

const real = (definition: object): Partial<World> => ({
  ...world(goyal()),
  real: realShown(JSON.stringify(definition)),
});

const manyTracks = (count: number): object =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      i === 0 ? "learningRate" : `quantity${i}`,
      [{ kind: "linear", from: 0, to: i + 1 }],
    ]),
  );

const CURVES = ".content canvas";

export const STATES: readonly PanelState[] = [
  { name: "welcome", world: { document: false }, shows: ".welcome" },
  { name: "no-schedules", world: { document: true }, shows: ".welcome" },
  {
    name: "unreadable",
    world: {
      notice:
        "This file has 48 MB, more than the 16 MB that are read: nothing is shown of it. A smaller one can be.",
    },
    shows: ".welcome",
  },
  { name: "one", world: world(goyal()), shows: CURVES },
  {
    name: "typing",
    world: world(goyal()),
    then: become({ state: "typing", tracks: half(goyal()), problems: problems.slice(0, 1) }),
    shows: "[data-state=typing]",
  },
  {
    name: "errors-last-good",
    world: world(goyal()),
    then: become({ state: "errors", nothing: true, problems }),
    shows: "[data-state=errors]",
  },
  {
    name: "errors-never-good",
    world: world({ ...goyal(), state: "errors", nothing: true, problems }),
    shows: "[data-state=errors]",
  },
  {
    name: "unknown",
    world: {
      ...world({
        ...goyal(),
        state: "unknown",
        tracks: half(goyal()),
        unknowns: [
          { symbol: "config.epochs" },
          { symbol: `Number(process.env.${UNBROKEN})` },
          { symbol: "args.scheduler", texts: ["linear", "cosine", "constant_with_warmup"] },
        ],
      }),
      given: [{ symbol: "stepsPerEpoch", value: 156 }],
    },
    shows: ".unknown",
  },
  {
    name: "no-learning-rate",
    world: real({
      length: { steps: 1000 },
      momentum: [{ kind: "cosine", from: 0.95, to: 0.85 }],
    }),
    shows: CURVES,
  },
  {
    name: "one-step",
    world: real({ length: { steps: 1 }, learningRate: 0.1 }),
    shows: CURVES,
  },
  {
    name: "trillion-steps",
    world: real({
      length: { steps: 1e12 },
      learningRate: [
        { kind: "linear", from: 0, to: 0.1, for: "1000000000 steps" },
        { kind: "cosine", to: 0 },
      ],
    }),
    shows: CURVES,
  },
  {
    name: "many-tracks",
    world: real({ length: { steps: 1000 }, ...manyTracks(64) }),
    shows: CURVES,
    themes: ["light"],
  },
  {
    name: "many-problems",
    world: world({
      ...goyal(),
      state: "errors",
      problems: Array.from({ length: 60 }, (_, i) =>
        problem(`${LONG} ${i}`, i % 2 ? "error" : "warning", 100 * i + 1),
      ),
    }),
    shows: ".problem",
  },
  ...Object.entries({
    long: LONG,
    unbroken: UNBROKEN,
    "right-to-left": RIGHT_TO_LEFT,
    hostile: HOSTILE,
  }).map(([name, text]) => ({
    name: `name-${name}`,
    world: {
      schedules: [
        { ...goyal(), name: text },
        { ...goyal("other", 1.6), name: text },
      ],
      shown: ["baseline", "other"],
    },
    shows: CURVES,
  })),
];

/** Brings an open panel that shows the state's world into the state, with all its parts there. */
export async function showState(
  { page, host }: Pick<PanelPage, "page" | "host">,
  { then, shows }: PanelState,
): Promise<void> {
  await page.locator("#loading").waitFor({ state: "detached" });
  if (then) {
    await page.locator(CURVES).first().waitFor();
    then(host.world);
    host.publish();
  }
  await page.locator(shows).first().waitFor();
  if (host.world.shown.length > 0) {
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  }
}
