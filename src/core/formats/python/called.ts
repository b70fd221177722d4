import type { ForeignEvaluation } from "../format";
import type { FoundSchedule } from "./dialect";
import type { Script } from "./script/script";

/** A schedule with the reading of the script that has it. */
export interface Located {
  readonly one: FoundSchedule;
  readonly script: Script;
}

const placeOf = ({ one }: Located): number => one.anchor.start;

const isStepped = ({ one: { stepped } }: Located): boolean =>
  stepped !== "unknown" && stepped !== "never";

/**
 * What a run makes of the schedules of a script: those that the run reaches. One that is stepped
 * leaves no place to one made there before, and where the script itself steps it, to none that isn't.
 */
export function broughtAbout(run: readonly Located[], alone: readonly Located[]): Located[] {
  const stepped = new Set([...run, ...alone].filter(isStepped).map(placeOf));
  return run.filter(
    (found) =>
      found.one.anchor.end > 0 &&
      found.script.reaches(placeOf(found)) &&
      (isStepped(found) || !stepped.has(placeOf(found))),
  );
}

/**
 * The schedules of a script, at the places that runs reach as they are there. Runs that come to the
 * same are one; where they differ, each has its file's name.
 */
export function asCalled(
  alone: readonly Located[],
  called: readonly Located[],
  evaluate: (located: Located) => ForeignEvaluation,
): Located[] {
  const places = new Set(called.map(placeOf));
  const own = [...places].flatMap((place) =>
    named(
      distinct(
        called.filter((found) => placeOf(found) === place),
        evaluate,
      ),
    ),
  );
  return [...alone.filter((found) => !places.has(placeOf(found))), ...own];
}

function distinct(
  found: readonly Located[],
  evaluate: (located: Located) => ForeignEvaluation,
): Located[] {
  if (found.length < 2) return [...found];
  const seen = new Map<string, Located>();
  for (const located of found) {
    const key = summaryOf(located, evaluate(located));
    if (!seen.has(key)) seen.set(key, located);
  }
  return [...seen.values()];
}

/** Shares of the run at which two curves are compared. */
const SHARES = [0, 0.01, 0.03, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.97, 1];

function summaryOf({ one }: Located, evaluation: ForeignEvaluation): string {
  const { schedule, unknowns, settings = [] } = evaluation;
  const last = (schedule?.length ?? 1) - 1;
  const values = SHARES.map((share) => schedule?.at(Math.round(share * last)));
  const symbols = unknowns.map(({ symbol }) => symbol).sort();
  // two that are not drawn yet may differ in what they are computed from
  const numbers = settings.map(({ name, group, item, value }) => [name, group, item, value]);
  return JSON.stringify([one.clock, one.stepped, schedule?.length, values, symbols, numbers]);
}

function named(found: readonly Located[]): Located[] {
  const files = new Set(found.map(fileOf));
  if (files.size < 2) return [...found];
  return found.map((located) => {
    const { one, script } = located;
    return { one: { ...one, name: `${one.name} (${fileOf(located)})` }, script };
  });
}

const fileOf = ({ script: { caller } }: Located): string => {
  const uri = caller?.file.uri ?? "";
  return decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));
};
