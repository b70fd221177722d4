import { beforeAll, describe, expect, test } from "vitest";
import { buildSchedule } from "../../../../src/core/schedule/build";
import { wasm } from "../backends";
import { constant, schedule } from "../requests";
import { trajectory, wells } from "../wells";

const CURVATURE = 0.1;
/** ½ h (w − 1)² in each weight: curvature h, and a push of −h. */
const task = wells(
  new Array<number>(9).fill(0.3),
  new Array<number>(9).fill(CURVATURE),
  () => -CURVATURE,
);

/** Where training at a constant rate and decay comes to rest. */
async function rest(rate: number, decay: number): Promise<number> {
  const steps = Math.ceil(20 / (rate * (CURVATURE + decay)));
  const tracks = { learningRate: constant(rate, steps), weightDecay: constant(decay, steps) };
  const visited = await trajectory(task, [schedule("held", tracks)], steps);
  return visited.at(-1)?.[0] ?? NaN;
}

/** The decay that a follower of the rate has, its product with it held at 0.001. */
function followed(rate: number): number {
  const { schedule: found } = buildSchedule({
    name: "in step",
    length: { steps: 10 },
    learningRate: rate,
    weightDecay: { follow: "learningRate", relation: "constantProduct", product: 0.001 },
  });
  return found?.at(0)["weightDecay"] ?? NaN;
}

describe("decay that is added to the gradient", () => {
  beforeAll(() => wasm.load());

  // (H + λ)⁻¹ H θ*, of another program: .909, .5 and .091 at the rates .1, .01 and .001.
  test.each([
    [0.1, 0.909],
    [0.01, 0.5],
    [0.001, 0.091],
  ])(
    "that follows the rate pulls the weights to 0 as it falls: at %d to %d",
    async (rate, found) => {
      const decay = followed(rate);
      expect(rate * decay).toBeCloseTo(0.001, 12);
      const expected = CURVATURE / (CURVATURE + decay);
      expect(expected).toBeCloseTo(found, 3);
      // The place does not contain the rate; at a higher one it is reached sooner.
      expect(await rest(0.5, decay)).toBeCloseTo(expected, 5);
      expect(await rest(0.25, decay)).toBeCloseTo(expected, 5);
    },
  );
});
