import type { Change } from "../edit/change";
import { amountLike } from "../edit/duration";
import { plainAt } from "../handles/scope";
import { amountOf } from "../handles/timeAxis";
import type { PhaseSpan } from "../schedule/schedule";
import { parseDuration, stepsPerUnit, type Duration } from "../schedule/time";
import type { PhasePlace } from "./phaseOperation";

/** The `for` of a phase as it is written; undefined where it fills what the others leave. */
export function writtenFor(
  { definition }: PhasePlace,
  { path }: Pick<PhaseSpan, "path">,
): Duration | undefined {
  const plain = plainAt(plainAt(definition.schedule.definition, path), ["for"]);
  return typeof plain === "number" || typeof plain === "string" ? plain : undefined;
}

/** A length of time as the track writes its lengths: in the unit of `like`, of a neighbour, or epochs. */
export function lengthText(place: PhasePlace, steps: number, like?: Duration): Duration {
  const { time } = place.definition.schedule;
  const style = like ?? styleOf(place, steps);
  const parsed = parseDuration(style);
  const per = parsed && stepsPerUnit(parsed.unit, time);
  return per === undefined ? steps : amountLike(style, amountOf(steps, per));
}

function styleOf(place: PhasePlace, steps: number): Duration {
  const own = place.phases.flatMap((phase) => writtenFor(place, phase) ?? [])[0];
  const { stepsPerEpoch } = place.definition.schedule.time;
  return own ?? (stepsPerEpoch !== undefined && steps >= stepsPerEpoch ? "2 epochs" : 1);
}

/** About half of a phase, such that what is written for it is short. */
export function half(place: PhasePlace, length: number): number {
  const style = lengthText(place, Math.max(1, Math.floor(length / 2)));
  const parsed = parseDuration(style);
  const per = parsed && stepsPerUnit(parsed.unit, place.definition.schedule.time);
  if (!parsed || per === undefined) return Math.floor(length / 2);
  const steps = Math.round(Number(parsed.amount.toPrecision(1)) * per);
  return steps >= 1 && steps < length ? steps : Math.max(1, Math.floor(length / 2));
}

export const setFor = (place: PhasePlace, { path }: PhaseSpan, steps: number): Change => ({
  type: "set",
  path: [...path, "for"],
  value: lengthText(place, steps, writtenFor(place, { path })),
});

/**
 * What becomes of the time of a phase that goes away. Where another phase fills what the others
 * leave, that one does; else the neighbour before it (or after the first) becomes longer, or is the
 * one that fills the rest.
 */
export function giveTime(place: PhasePlace): Change[] {
  const { phases, index, phase } = place;
  const heir = phases[index - 1] ?? phases[index + 1];
  if (!heir) return [];
  if (writtenFor(place, phase) === undefined) {
    return writtenFor(place, heir) === undefined
      ? []
      : [{ type: "remove", path: [...heir.path, "for"] }];
  }
  const open = phases.some((other) => other !== phase && writtenFor(place, other) === undefined);
  return open ? [] : [setFor(place, heir, heir.length + phase.length)];
}
