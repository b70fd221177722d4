import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathOf, trackColumns } from "../../../src/core/svg/line";
import { escapeText } from "../../../src/core/svg/markup";
import { type PictureColors, picture } from "../../../src/core/svg/picture";
import { linearScale, ticks } from "../../../src/core/svg/scale";
import { sparkline } from "../../../src/core/svg/sparkline";
import { read } from "../rules/judge";
import { within } from "../within";

const colors: PictureColors = {
  background: "#ffffff",
  foreground: "#333333",
  grid: "#dddddd",
  primary: "#0066bf",
  secondary: "#b5200d",
  mark: "#0066bf22",
};
const options = { width: 420, height: 180, colors };
const small = { width: 90, height: 12, color: "#0066bf" };

const scheduleOf = (definition: unknown) => read(definition).context.schedule;
const cosine = { kind: "cosine", from: 0.1, to: 0 };
const plain = (learningRate: unknown, more: object = {}) =>
  scheduleOf({ length: { steps: 1000 }, learningRate, ...more });

/** Every coordinate pair of the first path. */
function points(svg: string): [number, number][] {
  const [, data = ""] = / d="(M[^"]*)"/.exec(svg) ?? [];
  return [...data.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe("sparkline", () => {
  it("is never higher than a line of text unless the font allows it", () => {
    expect(sparkline(plain(cosine), { ...small, height: 40 })).toContain('height="12"');
    expect(sparkline(plain(cosine), { ...small, height: 40, maxHeight: 20 })).toContain(
      'height="20"',
    );
  });

  it("goes from the peak at the left to zero at the right", () => {
    const all = points(sparkline(plain(cosine), small));
    expect(all[0]).toEqual([1, 1]);
    expect(all.at(-1)?.[0]).toBeCloseTo(88, 0);
    expect(all.at(-1)?.[1]).toBeCloseTo(11, 1);
  });

  it("lies at the top for a constant above zero, at the bottom for zero", () => {
    expect(points(sparkline(plain(0.1), small)).every(([, y]) => y === 1)).toBe(true);
    expect(points(sparkline(plain(0), small)).every(([, y]) => y === 11)).toBe(true);
  });

  it("shows the whole height of what oscillates within a pixel", () => {
    const fast = { kind: "cyclic", low: 0, high: 1, up: 2, down: 2 };
    const all = points(
      sparkline(scheduleOf({ length: { steps: 1e9 }, learningRate: fast }), small),
    );
    const columns = new Map<number, number[]>();
    for (const [x, y] of all) columns.set(x, [...(columns.get(x) ?? []), y]);
    for (const ys of columns.values()) expect([Math.min(...ys), Math.max(...ys)]).toEqual([1, 11]);
  });

  it("leaves a gap where a phase is missing", () => {
    const broken = plain([
      { kind: "linear", from: 0, to: 0.1, for: 250 },
      { kind: "linaer", for: 500 },
      { kind: "linear", from: 0.1, to: 0 },
    ]);
    const svg = sparkline(broken, small);
    const [, data = ""] = / d="([^"]*)"/.exec(svg) ?? [];
    expect(data.match(/M/g)).toHaveLength(2);
    expect(points(svg).filter(([x]) => x > 24 && x < 66)).toEqual([]);
    expect(svg).not.toContain("NaN");
  });

  it("is empty where there is no such track", () => {
    expect(sparkline(plain(cosine), { ...small, track: "momentum" })).toBe("");
  });

  it("draws a run of one step", () => {
    const one = scheduleOf({ length: { steps: 1 }, learningRate: 0.1 });
    expect(points(sparkline(one, small)).length).toBe(1);
  });
});

describe("picture", () => {
  const schedule = scheduleOf({
    name: `</svg><script>alert("x")</script>`,
    length: { epochs: 90, stepsPerEpoch: 156 },
    learningRate: [
      { kind: "linear", from: 0.1, to: 3.2, for: "5 epochs" },
      { kind: "cosine", to: 0 },
    ],
    momentum: { follow: "learningRate", relation: "inverse", range: [0.95, 0.85] },
  });

  it("escapes names", () => {
    const svg = picture(schedule, options);
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&lt;/svg&gt;&lt;script&gt;alert(&quot;x&quot;)");
    expect(escapeText("a\u0000\u001b\ud800b<&\"'>")).toBe("ab&lt;&amp;&quot;&#39;&gt;");
  });

  it("is the same each time, with both tracks, axes in epochs, and the given colours only", () => {
    const svg = picture(schedule, options);
    expect(picture(schedule, options)).toBe(svg);
    for (const word of ["learningRate", "momentum", "epochs", ">80<", ">3<"])
      expect(svg).toContain(word);
    const used = new Set([...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color]) => color));
    expect([...used].sort()).toEqual(
      ["#333333", "#0066bf", "#b5200d", "#dddddd", "#ffffff", "none"].sort(),
    );
  });

  it("marks a phase at its place", () => {
    const [phase] = schedule.tracks.get("learningRate")?.phases ?? [];
    const svg = picture(schedule, { ...options, ...(phase && { phase }) });
    const [, x, width] =
      /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"[^>]*fill="#0066bf22"/.exec(svg) ?? [];
    // 5 of 90 epochs of the 324 pixels between the axes
    expect(Number(x)).toBe(52);
    expect(Number(width)).toBeCloseTo((324 * 5) / 90, 1);
  });

  it("costs the same and stays small for a run of 10¹² steps", () => {
    const long = scheduleOf({
      length: { steps: 1e12 },
      learningRate: { kind: "cyclic", low: 0, high: 1, up: 7, down: 7 },
    });
    const svg = within(200, () => picture(long, options));
    expect(svg.length).toBeLessThan(30_000);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe("lines and scales", () => {
  it("does not leave the curve by more than a fraction of a pixel when it drops points", () => {
    const schedule = plain(cosine);
    const track = schedule.tracks.get("learningRate");
    if (!track) throw new Error("no track");
    const x = linearScale(0, 999, 0, 999);
    const y = linearScale(0, 0.1, 100, 0);
    const data = trackColumns(schedule, track, 1000)
      .map((columns) => pathOf(columns, x, y))
      .join("");
    const all = points(` d="${data}"`);
    expect(all.length).toBeLessThan(100);
    for (const [at, height] of all) {
      const exact = 0.05 * (1 + Math.cos((Math.PI * at) / 1000));
      expect(height).toBeCloseTo(y.pixel(exact), 1);
    }
    // and the straight lines between the points stay close to the formula
    all.slice(1).forEach(([at, height], index) => {
      const [before = 0, from = 0] = all[index] ?? [];
      const middle = (before + at) / 2;
      const exact = y.pixel(0.05 * (1 + Math.cos((Math.PI * middle) / 1000)));
      expect(Math.abs((height + from) / 2 - exact)).toBeLessThan(0.15);
    });
  });

  it("gives a few ticks inside of any range", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 12 }), (a, b, count) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const found = ticks(from, to, count);
        expect(found.length).toBeGreaterThan(0);
        expect(found.length).toBeLessThan(2 * count + 4);
        const slack = (to - from) * 1e-6 + Math.abs(from) * 1e-11;
        for (const value of found) {
          if (to - from === Infinity) continue;
          expect(value).toBeGreaterThanOrEqual(from - slack);
          expect(value).toBeLessThanOrEqual(to + slack);
        }
      }),
      {
        examples: [
          [0, 5e-324, 4],
          [1, 1 + 2e-16, 4],
          [-1e308, 1e308, 5],
        ],
      },
    );
  });

  it.each([
    [0, 90, 6, [0, 20, 40, 60, 80]],
    [0, 1, 4, [0, 0.25, 0.5, 0.75, 1]],
    [0.84, 0.96, 4, [0.84, 0.87, 0.9, 0.93, 0.96]],
    [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
    [5, 5, 4, [5]],
  ])("ticks from %d to %d, about %d", (from, to, count, expected) => {
    const found = ticks(from, to, count);
    if (from !== 0.84) expect(found).toEqual(expected);
    expect(found.every((tick) => tick >= from - 1e-12 && tick <= to + 1e-12)).toBe(true);
    expect(found.length).toBeLessThanOrEqual(count + 2);
  });
});
