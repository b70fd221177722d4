import { describe, expect, it } from "vitest";
import { construct } from "../../../src/core/libraries/construction";
import { timmTable } from "../../../src/core/libraries/timm/table";
import type { LibraryRecord } from "../../../src/core/libraries/value";
import type { Curve } from "../../../src/core/schedule/curve";

const STEPS = 100;

function curveOf(kind: string, args: LibraryRecord): Curve {
  const optimizer = { kind: "SGD", learningRates: [1], defaultLearningRate: 1 };
  const [track] = construct(timmTable, kind, args, { steps: STEPS, optimizer }).tracks;
  if (!track) throw new Error(`no rate for ${kind}`);
  return track.curve;
}

/** Printed by timm 1.0.29, the rate 1 at the beginning; 5 · 7.4 and 10 · 7.4 are whole epochs. */
const printed: [kind: string, args: LibraryRecord, values: [epoch: number, rate: number][]][] = [
  [
    "StepLRScheduler",
    { decay_t: 7.4, decay_rate: 0.5 },
    [
      [7, 1],
      [8, 0.5],
      [36, 0.0625],
      [37, 0.0625],
      [38, 0.03125],
      [73, 0.001953125],
      [74, 0.001953125],
      [75, 0.0009765625],
    ],
  ],
  [
    "TanhLRScheduler",
    { t_initial: 7.4, cycle_limit: 8 },
    [
      [30, 0.9999975487718422],
      [37, 0.002472623156634768],
      [38, 0.9999875937440891],
      [59, 0.004237820035589812],
      [60, 0],
    ],
  ],
  [
    "TanhLRScheduler",
    { t_initial: 7.4, cycle_limit: 5 },
    [
      [36, 0.03566402433787019],
      [37, 0.002472623156634768],
      [38, 0],
    ],
  ],
];

describe("times of timm that are no whole numbers", () => {
  it.each(printed)("are divided as Python divides: %s %j", (kind, args, values) => {
    const curve = curveOf(kind, args);
    for (const [epoch, rate] of values)
      expect(Math.abs(curve.at(epoch) - rate), `epoch ${epoch}`).toBeLessThanOrEqual(1e-12);
  });

  it("give terraces whose sum and whose edges are those of the values", () => {
    const curve = curveOf("StepLRScheduler", { decay_t: 7.4, decay_rate: 0.5 });
    // sum(…) of the hundred values that timm 1.0.29 sets
    expect(curve.sum(0, STEPS)).toBeCloseTo(15.3211669921875, 12);
    const drops = [...Array(STEPS).keys()].filter((epoch) => curve.at(epoch) < curve.at(epoch - 1));
    // timm's first call, at epoch 1, is an edge of its own
    expect(curve.breakpoints(0, STEPS, STEPS).map(Math.ceil)).toEqual([1, ...drops]);
    expect(drops).toContain(38);
  });
});
