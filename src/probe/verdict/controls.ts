import { word } from "../../core/text/words";
import type { Control } from "../../core/probeContract";
import { controlSubject } from "../../core/probeControls";
import { LEVEL, type Comparison } from "./comparisons";
import type { Judged } from "./judged";
import { pValue, quoted } from "./numbers";
import { say, type Sentence } from "./sentence";

/**
 * Control arms are compared with what they control and with each other alone: every comparison more
 * costs all of them power.
 */
export function controlPairs(all: readonly Judged[]): (readonly [Judged, Judged])[] {
  return all.flatMap((judged) => {
    const [equalTotal, none] = [armOf(all, judged, "equalTotal"), armOf(all, judged, "none")];
    if (!equalTotal || !none) return [];
    return [[judged, equalTotal] as const, [judged, none] as const, [equalTotal, none] as const];
  });
}

const armOf = (
  all: readonly Judged[],
  { schedule: { id } }: Judged,
  kind: Control["kind"],
): Judged | undefined =>
  all.find(({ schedule: { control } }) => control?.of === id && control.kind === kind);

/** Of each controlled schedule, whether its effect stays against its control at the equal total. */
export function concludeControls(
  task: string,
  all: readonly Judged[],
  comparisons: readonly Comparison[],
): Sentence[] {
  const subject = controlSubject(task);
  if (subject === undefined) return [];
  return all.flatMap((judged) => {
    const [equalTotal, none] = [armOf(all, judged, "equalTotal"), armOf(all, judged, "none")];
    if (!equalTotal || !none) return [];
    // Factors by margin are held to a mean of 1, so that no factors at all are their equal total.
    const [moved, held] = task === "labelNoise" ? [equalTotal, none] : [judged, equalTotal];
    const course = find(comparisons, moved, held);
    const whole = find(comparisons, judged, none);
    return course && whole ? [sentence(subject, { judged, moved, held, none, course, whole })] : [];
  });
}

const find = (all: readonly Comparison[], x: Judged, y: Judged): Comparison | undefined =>
  all.find(({ a, b }) => (a === x && b === y) || (a === y && b === x));

interface Found {
  readonly judged: Judged;
  readonly moved: Judged;
  readonly held: Judged;
  readonly none: Judged;
  readonly course: Comparison;
  readonly whole: Comparison;
}

function sentence(subject: string, { judged, moved, held, none, course, whole }: Found): Sentence {
  const name = ({ schedule }: Judged): string => quoted(schedule.name);
  if (course.adjusted <= LEVEL) {
    const text =
      course.a === moved
        ? word(
            "At the equal total, {0} still ends lower than {1} (p = {2}): {3} itself helps here.",
          )
        : word(
            "At the equal total, {0} ends higher than {1} (p = {2}): {3} itself does harm here.",
          );
    return say(text, name(moved), name(held), pValue(course.adjusted), subject);
  }
  if (whole.adjusted <= LEVEL) {
    return say(
      "The effect vanishes against its control: {0} differs from {1} (p = {2}), but {3} does not differ from {4} (p = {5}). What acts is the total, not {6}.",
      name(judged),
      name(none),
      pValue(whole.adjusted),
      name(moved),
      name(held),
      pValue(course.adjusted),
      subject,
    );
  }
  return say(
    "{0} differs neither from its control at the equal total (p = {1}) nor from training without it (p = {2}).",
    name(judged),
    pValue(course.adjusted),
    pValue(whole.adjusted),
  );
}
