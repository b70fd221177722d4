import fc from "fast-check";
import { expect, test } from "vitest";
import { requestsOf, sharedOut, shareOf, trainingOf } from "../../../../src/probe/shards/share";
import { schedule } from "../requests";

test("shards share out every training once, evenly, in few blocks", () => {
  const count = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(count, count, count, (width, height, of) => {
      const schedules = Array.from({ length: width }, (_, i) => schedule(`s${i}`, {}));
      const seeds = Array.from({ length: height }, (_, i) => 5 + i);
      const request = { task: "quadratic", steps: 1, schedules, seeds };
      const shares = Array.from({ length: of }, (_, i) =>
        requestsOf(request, { index: i + 1, of }),
      );
      const trainings = shares.map((requests) =>
        requests.flatMap((one) =>
          one.seeds.flatMap((seed) =>
            one.schedules.map(({ id }) => trainingOf({ schedule: id, seed })),
          ),
        ),
      );
      const all = trainings.flat();
      expect(new Set(all).size).toBe(width * height);
      expect(all).toHaveLength(width * height);
      const sizes = trainings.map(({ length }) => length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(Math.max(...shares.map(({ length }) => length))).toBeLessThanOrEqual(3);
      trainings.forEach((share, i) => {
        expect(shareOf(request, { index: i + 1, of })).toEqual(share);
      });
    }),
  );
});

test("shards part no seed of a task whose trainings build on one another", () => {
  const count = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(count, count, count, (width, height, of) => {
      const schedules = Array.from({ length: width }, (_, i) => schedule(`s${i}`, {}));
      const seeds = Array.from({ length: height }, (_, i) => 5 + i);
      const request = { task: "lottery", steps: 1, schedules, seeds };
      expect(sharedOut(request)).toBe(height);
      const shares = Array.from({ length: of }, (_, i) =>
        requestsOf(request, { index: i + 1, of }),
      );
      const sizes = shares.map((requests) => {
        expect(requests.length).toBeLessThanOrEqual(1);
        for (const one of requests) expect(one.schedules).toEqual(schedules);
        return requests[0]?.seeds.length ?? 0;
      });
      expect(shares.flat().flatMap((one) => one.seeds)).toEqual(seeds);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});
