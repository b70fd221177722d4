import { expect } from "vitest";
import type { Analysis } from "../../../src/core/analysis";

/** Steps at which schedules are compared. */
const PLACES = 300;

/** The values of every track at evenly placed steps, the first and the last included, by schedule. */
export const valuesOf = ({ schedules }: Analysis): Map<string, unknown> =>
  new Map(
    schedules.map(({ name, schedule }) => {
      const last = (schedule?.length ?? 1) - 1;
      const steps = Array.from({ length: PLACES }, (_, i) => Math.round((last * i) / (PLACES - 1)));
      return [name, steps.map((step) => schedule?.at(step))];
    }),
  );

/** Both documents have the same schedules with exactly the same values. */
export function expectSameCurves(one: Analysis, other: Analysis): void {
  expect(one.schedules.length).toBeGreaterThan(0);
  expect(valuesOf(one)).toEqual(valuesOf(other));
}
