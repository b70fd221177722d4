import type { Track } from "../schedule/schedule";
import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Change } from "../edit/change";
import type { Finding, FixPlan, Rule, RuleContext } from "./rule";
import { parameter } from "./support/rate";
import { plainAt } from "../facts/plain";
import { sources } from "./support/sources";

const MOMENTA = ["momentum", "beta1", "beta2"];

export const momentumOutOfRange: Rule = {
  id: "momentum-out-of-range",
  severity: "error",
  title: t("Momentum outside 0 to 1"),
  why: t(
    "At 1 a running average forgets nothing and the velocity grows without bound; beyond 1 it explodes, below 0 it oscillates.",
  ),
  source: sources.momentumRange,
  check(context) {
    return MOMENTA.flatMap((name) => {
      const track = context.schedule.tracks.get(name);
      return track ? findings(context, track) : [];
    });
  },
};

const VALUES = ["value", "from", "to", "low", "high", "peak"];
const isOut = (value: unknown): value is number =>
  typeof value === "number" && (value < 0 || value >= 1);

function findings(context: RuleContext, track: Track): Finding[] {
  const { min, max } = track.curve.extremes(0, context.schedule.length - 1);
  if (!(max >= 1) && !(min < 0)) return [];
  const worst = max >= 1 ? max : min;
  const places = wrongNumbers(context, track);
  const path = places[0] ?? track.path;
  const message = t`${track.name} reaches ${formatNumber(worst)}; it must be at least 0 and less than 1.`;
  return [{ path, message, fixes: fixes(context, track, places) }];
}

/** The numbers of the track that are themselves outside the range. */
function wrongNumbers(context: RuleContext, track: Track): (string | number)[][] {
  const inPhases = track.phases.flatMap((phase) =>
    VALUES.filter((key) => isOut(parameter(context, phase, key))).map((key) => [
      ...phase.path,
      key,
    ]),
  );
  const range = [0, 1].map((index) => [...track.path, "range", index]);
  const others = [[...track.path], ...range].filter((path) =>
    isOut(plainAt(context.definition, path)),
  );
  return [...inPhases, ...others];
}

function fixes(
  context: RuleContext,
  track: Track,
  places: readonly (string | number)[][],
): FixPlan[] {
  if (places.length === 0) return [];
  const repairs = places.map((path) => ({
    path,
    value: repaired(track.name, Number(plainAt(context.definition, path))),
  }));
  const changes = repairs.map(({ path, value }): Change => ({ type: "set", path, value }));
  const title = t`Set to ${repairs.map(({ value }) => value).join(", ")}`;
  return [{ title, preferred: true, changes }];
}

/** 90 was meant as a percentage; anything else comes back to a usual value. */
function repaired(name: string, value: number): number {
  if (value >= 2 && value < 100) return value / 100;
  if (value < 0 && value > -1) return -value;
  return name === "beta2" ? 0.999 : 0.95;
}
