import { sameClock } from "../../compare/sameClock";
import type { Schedule } from "../../schedule/schedule";
import { stepsPerUnit, type TimeUnit } from "../../schedule/time";
import { formatNumber, formatShort } from "../../text/format";
import { wallTicks, type WallScale } from "../../text/wallTicks";
import { t } from "../../text/words";
import { linearScale, ticks, type Scale } from "../scale";

/** The shared time axis of a picture. */
export interface TimeScale {
  readonly label: string;
  readonly ticks: readonly { readonly pixel: number; readonly label: string }[];
  /** The first and last step of a run of `length` that is shown. */
  steps(length: number): { readonly first: number; readonly last: number };
  /** Where the steps of a run of `length` lie. */
  of(length: number): Scale;
}

export interface TimeChoice {
  readonly unit?: TimeUnit | undefined;
  /** The part shown, in steps, or in percent where that is the unit; the whole run if left out. */
  readonly range?: { readonly first: number; readonly last: number } | undefined;
  /** Of a run that was logged: in place of a unit its axis tells when it was at which step. */
  readonly wall?: WallScale | undefined;
}

const LABELS: Readonly<Record<TimeUnit, () => string>> = {
  steps: () => t("step (optimizer update)"),
  epochs: () => t("epoch"),
  rounds: () => t("round"),
  samples: () => t("samples"),
  tokens: () => t("tokens"),
  percent: () => t("share of the run (%)"),
};

/**
 * The unit asked for; steps where the first run does not define it, else epochs or rounds. Runs whose
 * steps are not the same thing have the share of the run alone in common.
 */
export function unitOf(schedules: readonly Schedule[], unit: TimeUnit | undefined): TimeUnit {
  const [active] = schedules;
  if (!active) return "steps";
  return sameClock(schedules) ? unitOfOne(active, unit) : "percent";
}

function unitOfOne({ time, length }: Schedule, unit: TimeUnit | undefined): TimeUnit {
  if (unit !== undefined) return stepsPerUnit(unit, time) === undefined ? "steps" : unit;
  if (time.stepsPerEpoch !== undefined && time.stepsPerEpoch < length) return "epochs";
  return time.stepsPerRound !== undefined && time.stepsPerRound < length ? "rounds" : "steps";
}

/** Schedulers of other programs may count epochs or rounds as their steps. */
function labelOf(unit: TimeUnit, active: Schedule | undefined): string {
  const clock = active?.time.clock ?? "update";
  if (unit !== "steps" || clock === "update") return LABELS[unit]();
  return LABELS[`${clock}s`]();
}

/** Labels such as "100,000" beside one another. */
const tickCount = (width: number): number => Math.max(1, Math.min(8, Math.floor(width / 75)));

export function timeScale(
  schedules: readonly Schedule[],
  choice: TimeChoice,
  left: number,
  right: number,
): TimeScale {
  const [active] = schedules;
  const unit = unitOf(schedules, choice.unit);
  const percent = unit === "percent";
  const longest = Math.max(1, ...schedules.map(({ length }) => length));
  const { first, last } = choice.range ?? { first: 0, last: percent ? 100 : longest };
  const size = percent || !active ? 1 : (stepsPerUnit(unit, active.time) ?? 1);
  const inner = linearScale(first, last, left, right);
  const shareOf = (length: number): number => (percent ? 100 / length : 1);
  const wall = percent ? undefined : choice.wall;
  const wanted = tickCount(right - left);
  return {
    label: wall ? t("wall time since the run's first line") : labelOf(unit, active),
    ticks: wall
      ? wallTicks({ first, last }, wall, wanted).map(({ x, label }) => ({
          pixel: inner.pixel(x),
          label,
        }))
      : ticks(first / size, last / size, wanted).map((value) => ({
          pixel: inner.pixel(value * size),
          label: Math.abs(value) >= 1e5 ? formatShort(value) : formatNumber(value, 5),
        })),
    steps: (length) => {
      const share = shareOf(length);
      const end = Math.max(0, length - 1);
      const from = Math.min(end, Math.max(0, Math.floor(first / share)));
      return { first: from, last: Math.min(end, Math.max(from, Math.ceil(last / share))) };
    },
    of: (length) => ({
      from: first / shareOf(length),
      to: last / shareOf(length),
      pixel: (step) => inner.pixel(step * shareOf(length)),
    }),
  };
}
