import { formatCount, formatNumber } from "../../../src/core/text/format";
import type { LimitView, ShownSchedule } from "../../../src/protocol/scheduleView";
import { words } from "../strings";
import { positionOf } from "../time";
import { h, setHidden } from "../ui/dom";
import { withAlpha } from "../ui/theme";
import type { Line, Painter } from "./lineChart";
import { lineColor, type ScoreModel } from "./model";
import type { ValueRange } from "./polyline";

/** The limit is drawn as far as it lies within so many times the greatest rate. */
const REACH = { linear: 2, log: 30 } as const;
const DASH = [5, 3] as const;

type Limited = ShownSchedule & { readonly limit: LimitView };

interface Stretch {
  readonly from: number;
  readonly to: number;
}

const limited = ({ shown }: ScoreModel): [Limited, number][] =>
  shown.flatMap((schedule, index): [Limited, number][] =>
    schedule.limit ? [[{ ...schedule, limit: schedule.limit }, index]] : [],
  );

/** A single schedule's limit looks like a limit, those of several like their schedules. */
const colorOf = (model: ScoreModel, index: number): string =>
  model.shown.length > 1 ? lineColor(model, "learningRate", index) : model.colors.error;

/** The speed limits that probes have measured, as lines over the rate's chart. */
export const limitLines = (model: ScoreModel) =>
  limited(model).map(([{ id, limit, length }, index]) => {
    const line: Line = {
      points: limit.points.map(([step, y]) => ({
        x: positionOf(step, length, model.unit.domain),
        y,
      })),
      color: colorOf(model, index),
      width: 1.5,
      dash: DASH,
      dots: limit.points.length === 1,
    };
    return { line, schedule: id, length };
  });

/** The range of the rates, widened by the limits that lie near them. */
export function withLimits(
  model: ScoreModel,
  range: ValueRange | undefined,
  log: boolean,
): ValueRange | undefined {
  if (!range) return undefined;
  const most = range.max * REACH[log ? "log" : "linear"];
  const near = limited(model)
    .flatMap(([{ limit }]) => limit.points.map(([, rate]) => rate))
    .filter((rate) => rate <= most);
  return {
    min: Math.min(range.min, ...near),
    max: Math.max(range.max, ...near),
    positive: Math.min(range.positive, ...near),
  };
}

/** Shades the steps at which a rate is above its limit, over the whole height. */
export const limitPainter =
  (model: () => ScoreModel | undefined): Painter =>
  (context, area, xOf) => {
    const now = model();
    if (!now) return;
    for (const [schedule, index] of limited(now)) {
      context.fillStyle = withAlpha(colorOf(now, index), 0.14);
      for (const { from, to } of stretchesOf(schedule, now)) {
        const [left, right] = [Math.max(area.left, xOf(from)), Math.min(area.right, xOf(to))];
        if (right < area.left || left > area.right) continue;
        context.fillRect(left, area.top, Math.max(1, right - left), area.bottom - area.top);
      }
    }
  };

const stretchesOf = ({ limit, length }: Limited, { unit }: ScoreModel): Stretch[] =>
  limit.above.map(([first, last]) => ({
    from: positionOf(first, length, unit.domain),
    to: positionOf(last + 1, length, unit.domain),
  }));

/** What the lines and the shading mean, one line a schedule. */
export class LimitNote {
  readonly element = h("div", { class: "limits faint" });
  private shown = "";

  draw(model: ScoreModel): void {
    const entries = limited(model).map(([schedule, index]) => ({
      color: colorOf(model, index),
      text: noteText(schedule, model.shown.length > 1),
    }));
    const key = JSON.stringify(entries);
    if (key === this.shown) return;
    this.shown = key;
    setHidden(this.element, entries.length === 0);
    this.element.replaceChildren(
      ...entries.map(({ color, text }) => {
        const stroke = h("span", { class: "stroke dashed", "aria-hidden": "true" });
        stroke.style.borderColor = color;
        stroke.style.background = withAlpha(color, 0.14);
        return h("p", { class: "kind" }, stroke, h("span", {}, text));
      }),
    );
  }
}

function noteText({ limit, name }: Limited, several: boolean): string {
  const rates = limit.points.map(([, rate]) => rate);
  const [least, most] = [Math.min(...rates), Math.max(...rates)].map((rate) =>
    formatNumber(rate, 3),
  );
  const range = least === most ? (least ?? "") : words.range(least ?? "", most ?? "");
  const measured = words.speedLimit(range, limit.task);
  const text = `${measured}; ${aboveText(limit.above)}`;
  return several ? words.named(name, text) : text;
}

function aboveText(above: LimitView["above"]): string {
  const [first] = above;
  if (!first) return words.belowLimit();
  const steps = words.range(formatCount(first[0]), formatCount(first[1]));
  return above.length === 1
    ? words.aboveLimit(steps)
    : words.aboveLimitMore(steps, formatCount(above.length - 1));
}
