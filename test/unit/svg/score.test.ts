import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Mark, PathMark } from "../../../src/core/svg/figure/figure";
import { marksSvg } from "../../../src/core/svg/figure/figureSvg";
import { layScore, type ScoreOptions } from "../../../src/core/svg/score/score";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { labelsOf } from "../../../src/core/text/labels";
import { scheduleOf } from "../schedule/build";

const linear = (name: string, steps: number, more: object = {}): Schedule =>
  scheduleOf({
    name,
    length: { steps },
    learningRate: { kind: "linear", from: 1, to: 0 },
    ...more,
  });
function lay(schedules: readonly Schedule[], options?: ScoreOptions) {
  const labels = labelsOf(schedules);
  return layScore(
    schedules.map((schedule, index) => ({ schedule, label: labels[index] ?? "" })),
    options,
  );
}
const curves = (marks: readonly Mark[], color: string): PathMark[] =>
  marks.flatMap((mark) => (mark.kind === "path" && mark.stroke === color ? [mark] : []));
const texts = (marks: readonly Mark[]): string[] =>
  marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));

/** The first and the last point of a path. */
function ends({ d }: PathMark): [number, number][] {
  const found = [...d.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]): [number, number] => [
    Number(x),
    Number(y),
  ]);
  return [found[0] ?? [NaN, NaN], found.at(-1) ?? [NaN, NaN]];
}

const BLUE = "#0072b2";
const ORANGE = "#d55e00";

describe("the picture of a score", () => {
  it("draws each track in a chart of its own, named, over one labelled axis", () => {
    const { marks } = lay([linear("run", 1000, { momentum: 0.9, weightDecay: 1e-4 })]);
    const words = texts(marks);
    for (const word of ["run", "Learning rate", "Momentum", "Weight decay"]) {
      expect(words).toContain(word);
    }
    expect(words.filter((word) => word === "step (optimizer update)")).toHaveLength(1);
    const [first, last] = ends(curves(marks, BLUE)[0] ?? ({ d: "" } as PathMark));
    expect(first?.[0]).toBeCloseTo(60, 5);
    // Step 999 of 1,000 on a plot from 60 to 616.
    expect(last?.[0]).toBeCloseTo(60 + (556 * 999) / 1000, 1);
    expect(last?.[1]).toBeGreaterThan(first?.[1] ?? Infinity);
  });

  it("lays an epoch's curve over an update's at the same share of each run alone", () => {
    const byEpoch = linear("epochs", 10);
    const epochs: Schedule = { ...byEpoch, time: { ...byEpoch.time, clock: "epoch" } };
    const { marks } = lay([linear("updates", 1000), epochs], { unit: "steps", difference: true });
    expect(texts(marks)).toContain("share of the run (%)");
    // the last epoch of ten
    const [end] = curves(marks, ORANGE).map((path) => ends(path)[1]?.[0]);
    expect(end).toBeCloseTo(60 + (556 * 9) / 10, 1);
    expect(texts(lay([epochs], { unit: "steps" }).marks)).toContain("epoch");
  });

  it("lays schedules over one another, at their own length or all at the same", () => {
    const runs = [linear("a", 1000), linear("b", 500)];
    const lastAt = (options?: ScoreOptions): number =>
      ends(curves(lay(runs, options).marks, ORANGE)[0] ?? ({ d: "" } as PathMark))[1]?.[0] ?? NaN;
    expect(lastAt()).toBeCloseTo(60 + (556 * 499) / 1000, 1);
    expect(lastAt({ unit: "percent" })).toBeCloseTo(60 + (556 * 499) / 500, 1);
    const { marks } = lay(runs, { difference: true });
    expect(texts(marks)).toEqual(
      expect.arrayContaining(["a", "b", "Difference of the learning rate to the first"]),
    );
    expect(curves(marks, ORANGE).some(({ dash }) => dash !== undefined)).toBe(true);
  });

  it("has the wall clock of a run that was logged on its axis", () => {
    // a pause of an hour at step 100
    const wall = { steps: [0, 100, 110, 200], seconds: [0, 100, 3710, 3890] };
    const { marks } = lay([linear("run", 200)], { wall });
    expect(texts(marks)).toContain("wall time since the run's first line");
    const later = marks.find((mark) => mark.kind === "text" && mark.text === "0:10 h");
    // 600 s lie 500 of 3,610 into the ten steps of the pause, on a plot from 60 to 616
    const step = 100 + (10 * 500) / 3610;
    expect(later?.kind === "text" ? later.x : NaN).toBeCloseTo(60 + (556 * step) / 200, 1);
    const cut = lay([linear("run", 200)], { wall, range: { first: 0, last: 50 } });
    expect(texts(cut.marks)).toContain("50 s");
  });

  it("costs no more for 10^12 steps and 10^5 cycles", () => {
    const run = scheduleOf({
      length: { steps: 1e12 },
      learningRate: { kind: "cyclic", low: 0.1, high: 1, up: 5e6, down: 5e6 },
    });
    const { marks } = lay([run]);
    const path = curves(marks, BLUE)[0]?.d ?? "";
    expect(path.length).toBeGreaterThan(1000);
    expect(path.length).toBeLessThan(100_000);
  });

  it("fits into the height asked for", () => {
    expect(lay([linear("run", 9, { momentum: 0.9 })], { height: 500 }).height).toBeCloseTo(500, 6);
  });

  it("shows hostile and endless names as text, inside of the picture", () => {
    const name = `</svg><script>alert("x")</script>\n${"long ".repeat(200)}`;
    const svg = marksSvg(lay([linear(name, 9), linear(name, 9)]));
    expect(svg).not.toMatch(/<script/);
    for (const text of texts(lay([linear(name, 9), linear(name, 9)]).marks)) {
      expect(text.length).toBeLessThan(100);
    }
  });

  it("labels the values of every chart that has any, and no two labels lie on one another", () => {
    const tracks = { momentum: { kind: "linear", from: 0.85, to: 0.95 }, weightDecay: 1e-4 };
    const names = ["Learning rate", "Momentum", "Weight decay"];
    for (const height of [260, 300, 400, 900]) {
      const { marks } = lay([linear("run", 900, tracks)], { logTracks: ["momentum"], height });
      const titles = marks.flatMap((mark) =>
        mark.kind === "text" && names.some((name) => mark.text.startsWith(name)) ? [mark] : [],
      );
      expect(titles.map(({ text }) => text)).toContain("Momentum (log scale)");
      const labels = marks.flatMap((mark) =>
        mark.kind === "text" && mark.anchor === "end" ? [mark] : [],
      );
      for (const [index, { y }] of titles.entries()) {
        const end = titles[index + 1]?.y ?? Infinity;
        const own = labels.filter((label) => label.y > y && label.y < end);
        const places = own.map((label) => label.y).sort((a, b) => a - b);
        expect(own.length).toBeGreaterThan(0);
        for (const [i, place] of places.entries()) {
          expect(place - (places[i - 1] ?? -Infinity)).toBeGreaterThan(10);
        }
      }
    }
  });

  it("says where no value is known, and makes up no axis for it", () => {
    const { curve } = linear("run", 9).tracks.get("learningRate") ?? {};
    const open = linear("run", 9);
    const unknown = { at: () => NaN, extremes: () => ({ min: NaN, max: NaN }) };
    const tracks = new Map([
      ["learningRate", { ...open.tracks.get("learningRate"), curve: { ...curve, ...unknown } }],
    ]) as Schedule["tracks"];
    const { marks } = lay([{ ...open, tracks }]);
    expect(texts(marks)).toContain("Learning rate (no value is known)");
    expect(marks.some((mark) => mark.kind === "text" && mark.anchor === "end")).toBe(false);
  });

  it("is a picture whatever part of the time axis is asked for", () => {
    const runs = [linear("a", 1000), linear("b", 3)];
    const units = ["steps", "epochs", "percent"] as const;
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, number, fc.constantFrom(...units), (first, last, unit) => {
        const { marks } = lay(runs, { unit, range: { first, last }, difference: true });
        for (const mark of marks) {
          if (mark.kind === "path") expect(mark.d).not.toMatch(/NaN|Infinity|undefined/);
          else expect([mark.x, mark.y].every(Number.isFinite)).toBe(true);
        }
        expect(marks.length).toBeLessThan(300);
      }),
    );
  });

  it("of 2,000 tracks draws some, and says how many it does not", () => {
    const one = linear("many", 100);
    const [track] = one.tracks.values();
    if (!track) throw new Error("it has no track");
    const tracks = new Map(Array.from({ length: 2000 }, (_, i) => [`track${i}`, track]));
    const { marks, height } = lay([{ ...one, tracks }]);
    expect(texts(marks).filter((text) => text.includes("more tracks are not drawn"))).toEqual([
      expect.stringContaining("(1,968 more tracks are not drawn)"),
    ]);
    expect(height).toBeLessThan(5000);
  });
});
