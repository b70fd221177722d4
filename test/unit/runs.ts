import fc from "fast-check";

/** Whether this is `npm run test:long`. */
const LONG = Boolean(process.env["LONG"]);

/** How often a property is tried: often enough in every run to mean something, and often in the long one. */
export const runs = (usual: number, long: number): number => (LONG ? long : usual);

/** All cases in the long run; else one of every so many in a row, chosen by the run's seed (`setup.ts`). */
export const sampled = <Case>(cases: readonly Case[], every: number): readonly Case[] =>
  LONG ? cases : drawn(cases, every);

function drawn<Case>(cases: readonly Case[], every: number): Case[] {
  const rows = Math.ceil(cases.length / every);
  const places = fc.sample(fc.nat(every - 1), { numRuns: rows, unbiased: true });
  return places.flatMap((place, row) => {
    const some = cases.slice(row * every, (row + 1) * every);
    return some.slice(place % some.length, (place % some.length) + 1);
  });
}
