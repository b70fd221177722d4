import { spawnSync } from "node:child_process";
import { buildSchedule } from "../../src/core/schedule/build";
import type { Curve } from "../../src/core/schedule/curve";
import { sampleColumns } from "../../src/core/schedule/sample";
import { type Bench, type BenchRow, medians, milliseconds, ratio } from "./measure";

const PIXELS = 1000;
const EVALUATIONS = 1_000_000;
const RUN = 1e12;

function rate(steps: number, learningRate: unknown): Curve {
  const { schedule, issues } = buildSchedule({ length: { steps }, learningRate });
  const track = schedule?.tracks.get("learningRate");
  if (track === undefined || issues.length > 0) throw new Error(JSON.stringify(issues));
  return track.curve;
}

const cycles = { kind: "cosineRestarts", from: 1, to: 0, period: RUN / 1e5 };
const CURVES: Record<string, Curve> = {
  "warmup and cosine": rate(RUN, [
    { kind: "linear", from: 0, to: 1, for: "1%" },
    { kind: "cosine", to: 0 },
  ]),
  "100,000 cycles": rate(RUN, cycles),
  "100,000 shrinking cycles": rate(RUN, { ...cycles, peakDecay: 0.99999 }),
  "100,000 shrinking repeats of two phases": rate(RUN, {
    kind: "repeat",
    phases: [
      { kind: "linear", from: 0, to: 1, for: RUN / 1e6 },
      { kind: "cosine", to: 0 },
    ],
    times: 1e5,
    decay: 0.99999,
  }),
  "100,000 phases": rate(
    RUN,
    Array.from({ length: 100_000 }, (_, i) => ({
      kind: "linear",
      from: i % 7,
      to: i % 5,
      for: RUN / 1e5,
    })),
  ),
};

/** Steps all over the run, the same for every curve. */
const places = Float64Array.from(
  { length: EVALUATIONS },
  (_, i) => (i * 0.618033988749895 * RUN) % RUN,
).map(Math.floor);

function evaluate(curve: Curve): number {
  let sum = 0;
  for (const step of places) sum += curve.at(step);
  return sum;
}

async function randomAccess(): Promise<BenchRow[]> {
  const tasks = Object.fromEntries(
    Object.entries(CURVES).map(([name, curve]) => [name, () => evaluate(curve)]),
  );
  const times = await medians(tasks, 5);
  return Object.entries(times).map(([name, time]) => ({
    name,
    figures: { "evaluations / s": Math.round(EVALUATIONS / (time / 1000)).toLocaleString("en") },
  }));
}

async function sampling(): Promise<BenchRow[]> {
  const tasks = Object.fromEntries(
    Object.entries(CURVES).map(([name, curve]) => [
      name,
      () => sampleColumns(curve, 0, RUN, PIXELS),
    ]),
  );
  const times = await medians(tasks);
  return Object.entries(times).map(([name, time]) => ({
    name,
    figures: { [`${PIXELS} columns`]: milliseconds(time) },
  }));
}

/** Exits with 3 where there is no PyTorch; prints milliseconds and the version. */
const TORCH = `
import importlib.util, sys, time
if importlib.util.find_spec("torch") is None: sys.exit(3)
import torch
s = torch.optim.lr_scheduler
o = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
w = s.SequentialLR(o, [s.LinearLR(o, 1e-6, 1.0, 10000), s.CosineAnnealingLR(o, 990000)], [10000])
o.step()
t = time.perf_counter()
for _ in range(${EVALUATIONS}): w.step()
print((time.perf_counter() - t) * 1000, torch.__version__)
`;

/** Milliseconds of PyTorch, run by the interpreter in the environment's PYTHON, or by python3. */
function torchTime(): { time: number; version: string } | "not installed" {
  const python = process.env["PYTHON"] ?? "python3";
  const { stdout, stderr, status, error } = spawnSync(python, ["-W", "ignore", "-c", TORCH], {
    encoding: "utf8",
  });
  if (error !== undefined || status === 3) return "not installed";
  if (status !== 0) throw new Error(stderr);
  const [time, version = ""] = stdout.trim().split(" ");
  return { time: Number(time), version };
}

async function againstTorch(): Promise<BenchRow[]> {
  const curve = rate(EVALUATIONS, [
    { kind: "linear", from: 1e-6, to: 1, for: "1%" },
    { kind: "cosine", to: 0 },
  ]);
  const { ours } = await medians(
    {
      ours: () => {
        let sum = 0;
        for (let step = 0; step < EVALUATIONS; step++) sum += curve.at(step);
        return sum;
      },
    },
    5,
  );
  const rows: BenchRow[] = [{ name: "this core", figures: { time: milliseconds(ours) } }];
  const torch = torchTime();
  if (torch === "not installed") return [...rows, { name: "PyTorch", figures: { time: torch } }];
  const figures = { time: milliseconds(torch.time), ratio: ratio(torch.time, ours) };
  return [...rows, { name: `PyTorch ${torch.version}, stepping`, figures }];
}

export const benches: readonly Bench[] = [
  { title: "Random access, 10⁶ steps of a run of 10¹²", run: randomAccess },
  { title: "Sampling a run of 10¹² steps for a chart", run: sampling },
  { title: "10⁶ updates of warmup and cosine, one after the other", run: againstTorch },
];
