import { word } from "./text/words";

/** What a list says of a probe task, and a plan must know of it. */
export interface ProbeTaskInfo {
  /** As a definition's `probe.task` names it. */
  readonly name: string;
  readonly title: string;
  /** One line. */
  readonly summary: string;
  /** How many layers have a rate of their own under the definition's `layers`; none without it. */
  readonly layers?: number;
  /** Whether the definition's `samples` is trained with. */
  readonly samples?: true;
  /** Whether its schedules can be trained beside control arms; see probeControls.ts. */
  readonly controls?: true;
  /** Whether a seed's trainings build on those under other schedules: no shard can part them. */
  readonly together?: true;
  /** Whether it trains on the user's own table, the definition's `probe.data`. */
  readonly data?: true;
}

/**
 * Every probe task, in the order of the lists: completion, the panel's menu, the command line's
 * help. Its data, network and loss are what the file or folder of src/probe/tasks exports under the
 * same name; src/probe/tasks/table.ts is written from both (`npm run generate`).
 */
export const PROBE_TASKS = [
  {
    name: "spirals",
    title: word("Spirals"),
    summary: word("Two noisy spirals told apart by a small network (2-32-32-2, tanh)"),
  },
  {
    name: "quadratic",
    title: word("Canyon"),
    summary: word("A noisy quadratic of condition number 1000 (32 directions)"),
  },
  {
    name: "lstm",
    title: word("LSTM"),
    summary: word("An LSTM of 32 units that adds the two marked numbers of a sequence"),
  },
  {
    name: "transformer",
    title: word("Transformer"),
    summary: word("A transformer of two blocks and width 32 that learns a made-up language"),
  },
  {
    name: "landscape",
    title: word("Landscape"),
    summary: word("A map of sharp holes and flat valleys, and which of them each seed ends in"),
  },
  {
    name: "protein13",
    title: word("Protein, 13 residues"),
    summary: word("A short chain of the AB model folded in the plane (11 bends)"),
  },
  {
    name: "protein",
    title: word("Protein, 21 residues"),
    summary: word("A chain of the AB model folded in the plane (19 bends); many local minima"),
  },
  {
    name: "protein34",
    title: word("Protein, 34 residues"),
    summary: word("A long chain of the AB model folded in the plane (32 bends)"),
  },
  {
    name: "digits",
    title: word("Handwritten digits"),
    summary: word(
      "1,797 handwritten digits of 8 × 8 pixels, read by a small network (64-48-10, tanh)",
    ),
  },
  {
    name: "batchNorm",
    title: word("Batch norm"),
    controls: true,
    summary: word("Running statistics that follow with the batchNormMomentum track (64-32-32-10)"),
  },
  {
    name: "weightDecay",
    title: word("Weight decay"),
    controls: true,
    summary: word(
      "300 digits, a fifth with wrong labels, under the weightDecay track (64-64-10, tanh)",
    ),
  },
  {
    name: "augmentation",
    title: word("Augmentation"),
    controls: true,
    summary: word(
      "200 digits with noise on their pixels, as strong as the augmentation track says",
    ),
  },
  {
    name: "contrastive",
    title: word("Contrastive"),
    controls: true,
    summary: word("Two views of each point drawn together by InfoNCE under the temperature track"),
  },
  {
    name: "labelNoise",
    title: word("Wrong labels"),
    controls: true,
    summary: word(
      "600 digits, three in ten with wrong labels, each sample's rate by its margin (samples)",
    ),
    samples: true,
  },
  {
    name: "deep",
    title: word("Six layers"),
    controls: true,
    summary: word("All digits, a tanh network of six layers, each with its own rate (layers)"),
    layers: 6,
  },
  {
    name: "federated",
    title: word("Federated rounds"),
    controls: true,
    summary: word(
      "Ten clients with digits of their own, averaged every 10 updates (64-32-10, tanh)",
    ),
  },
  {
    name: "diffusion",
    title: word("Diffusion"),
    controls: true,
    summary: word(
      "Points of the plane found again in noise, its levels by the noise track (10-48-48-2)",
    ),
  },
  {
    name: "lottery",
    title: word("Lottery tickets"),
    summary: word(
      "600 digits: trained, pruned, rewound, trained again under each schedule (64-64-64-10, ReLU)",
    ),
    together: true,
  },
  {
    name: "csv",
    data: true,
    title: word("Your own data (CSV)"),
    summary: word(
      "The classes of your own table, told apart by a small network: probe.data, probe.label",
    ),
  },
] as const satisfies readonly ProbeTaskInfo[];

export type ProbeTaskName = (typeof PROBE_TASKS)[number]["name"];

/** Whether schedules of this task can be trained beside control arms. */
export const hasControls = (task: string): boolean => probeTaskInfo(task)?.controls === true;

/** What is known of a task; undefined where there is none of that name. */
export const probeTaskInfo = (task: string): ProbeTaskInfo | undefined =>
  PROBE_TASKS.find(({ name }) => name === task);

export const PROBE_TASK_NAMES: readonly ProbeTaskName[] = PROBE_TASKS.map(({ name }) => name);
