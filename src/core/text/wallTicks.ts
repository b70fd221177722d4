import { between } from "./between";
import { formatCount } from "./format";

/** When a run was at which step: seconds since its first line, at ascending steps. */
export interface WallScale {
  readonly steps: readonly number[];
  readonly seconds: readonly number[];
}

interface Tick {
  readonly x: number;
  readonly label: string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What people count time by. */
const SPACINGS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
];

/** Ticks at round times since a run's first line, where the run was at each of them. */
export function wallTicks(
  window: { readonly first: number; readonly last: number },
  wall: WallScale,
  wanted: number,
): Tick[] {
  const [first, last] = [wallSeconds(wall, window.first), wallSeconds(wall, window.last)];
  if (!(last > first)) return [];
  const least = (last - first) / Math.max(1, wanted);
  const spacing = SPACINGS.find((one) => one >= least) ?? Math.ceil(least / DAY) * DAY;
  const apart = (window.last - window.first) / (2 * Math.max(1, wanted));
  const ticks: Tick[] = [];
  for (
    let time = Math.max(0, Math.ceil(first / spacing) * spacing);
    time <= last;
    time += spacing
  ) {
    const x = between(time, wall.seconds, wall.steps);
    // while a run stood still, many times lie at one step
    if (x - (ticks.at(-1)?.x ?? -Infinity) >= apart)
      ticks.push({ x, label: wallText(time, spacing) });
  }
  return ticks;
}

/** Seconds since the run's first line, at a step of it. */
export const wallSeconds = ({ steps, seconds }: WallScale, step: number): number =>
  between(step, steps, seconds);

/** "1:23:45", "45 s", "2 d 6:00". Seconds are left out where `exact` is whole minutes. */
export function wallText(seconds: number, exact = 1): string {
  const sign = seconds <= -0.5 ? "−" : "";
  const whole = Math.round(Math.abs(seconds));
  if (whole < MINUTE && exact < MINUTE) return `${sign}${whole} s`;
  const two = (value: number): string => `${value}`.padStart(2, "0");
  const days = Math.floor(whole / DAY);
  const hours = Math.floor((whole % DAY) / HOUR);
  const minutes = two(Math.floor((whole % HOUR) / MINUTE));
  const rest = exact % MINUTE === 0 ? "" : `:${two(whole % MINUTE)}`;
  const clock = rest === "" ? `${hours}:${minutes} h` : `${hours}:${minutes}${rest}`;
  return `${sign}${days > 0 ? `${formatCount(days)} d ` : ""}${clock}`;
}
