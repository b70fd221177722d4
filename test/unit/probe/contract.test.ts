import { expect, test } from "vitest";
import { probeRequestSchema, PROBE_LIMITS } from "../../../src/core/probeContract";
import { planProbe } from "../../../src/core/probePlan";
import { buildSchedule } from "../../../src/core/schedule/build";
import { newRun } from "../../../src/probe/results/run";
import { parseRunFile, toRunFile } from "../../../src/probe/results/runFile";
import { readToProbe } from "../../../src/probe/messages";
import { readHostMessage } from "../../harness/readHostMessage";
import { LIMITS } from "../../../src/protocol/shapes";
import * as v from "valibot";

const STEPS = 20;

/** As many schedules as a panel shows, each with two control arms, with all that can be asked for. */
function request() {
  const { schedule } = buildSchedule({
    name: "own",
    length: { steps: STEPS },
    optimizer: { name: "adam", epsilon: 1e-7 },
    learningRate: [{ kind: "cosine", from: 0.1, to: 0.01 }],
    augmentation: [{ kind: "linear", from: 1, to: 0 }],
  });
  if (!schedule) throw new Error("no schedule");
  const plan = planProbe(
    Array.from({ length: LIMITS.shownSchedules }, (_, i) => ({
      id: `file#${i}`,
      schedule,
      definition: "{}",
      setting: { "learningRate[0].from": 0.1 },
    })),
    {
      task: "augmentation",
      steps: STEPS,
      seeds: 2,
      control: true,
      measureEvery: 5,
      sharpnessEvery: 10,
    },
  );
  return { ...plan, evaluateEvery: 4, backend: "wasm" as const };
}

test("what is planned passes from host to panel to worker, and nothing of it is lost", () => {
  const planned = request();
  expect(planned.schedules).toHaveLength(PROBE_LIMITS.schedules);
  const sent = readHostMessage(
    JSON.parse(JSON.stringify({ type: "probe.request", request: planned })),
  );
  if (!sent.ok || sent.value.type !== "probe.request") throw new Error("refused by the panel");
  expect(sent.value.request).toEqual(planned);
  const asked = readToProbe({ type: "run", run: 1, request: sent.value.request });
  expect(asked).toEqual({ type: "run", run: 1, request: planned });
});

test("what was asked for comes back from the file of a run", () => {
  const planned = request();
  const back = parseRunFile(JSON.stringify(toRunFile(newRun(planned))));
  const { evaluateEvery, measureEvery, sharpnessEvery, backend } = planned;
  expect(back.settings).toEqual({ evaluateEvery, measureEvery, sharpnessEvery, backend });
  planned.schedules.forEach(({ tracks, ...planned }, i) => {
    const { tracks: saved, ...schedule } = back.schedules[i] ?? {};
    expect(schedule).toEqual({ control: undefined, definition: undefined, ...planned });
    expect([...(saved?.keys() ?? [])]).toEqual(Object.keys(tracks));
  });
});

test.each([
  ["too many seeds", { seeds: new Array<number>(PROBE_LIMITS.seeds + 1).fill(1) }],
  [
    "a value that is no number",
    { schedules: [{ ...request().schedules[0], tracks: { a: [NaN] } }] },
  ],
  ["a backend that there is not", { backend: "cuda" }],
  ["a measurement every 0 steps", { measureEvery: 0 }],
])("%s is refused at every boundary", (_, wrong) => {
  const broken = { ...request(), ...wrong };
  expect(v.safeParse(probeRequestSchema, broken).success).toBe(false);
  expect(readHostMessage({ type: "probe.request", request: broken }).ok).toBe(false);
  expect(readToProbe({ type: "run", run: 1, request: broken }).type).toBe("unreadable");
});
