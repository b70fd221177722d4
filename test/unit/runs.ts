/** Whether this is `npm run test:long`. */
const LONG = Boolean(process.env["LONG"]);

/** How often a property is tried: often enough in every run to mean something, and often in the long one. */
export const runs = (usual: number, long: number): number => (LONG ? long : usual);

/** All cases in the long run; else one in every so many. */
export const sampled = <Case>(cases: readonly Case[], every: number): readonly Case[] =>
  LONG ? cases : cases.filter((_, index) => index % every === 0);
