import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { applyTextEdits } from "../edit/applyTextEdits";

// Schedules of people, and what is to be said of them.

const textOf = (file: string): string =>
  readFileSync(`test/fixtures/cases/${file}.schedule.json`, "utf8");

/** "code at text" of every problem of a file, or of one of its schedules. */
function found(file: string, name?: string): string[] {
  const text = textOf(file);
  return analyze(parseJson(text))
    .schedules.filter((schedule) => name === undefined || schedule.name === name)
    .flatMap(({ problems }) => problems)
    .map(({ code, range }) => `${code} at ${text.slice(range.start, range.end)}`);
}

/** The titles of a problem's fixes, and the file after the first of them. */
function fixesOf(file: string, code: string) {
  const text = textOf(file);
  const problem = analyze(parseJson(text)).problems.find((one) => one.code === code);
  const [first] = problem?.fixes ?? [];
  return {
    titles: problem?.fixes.map(({ title }) => title),
    message: problem?.message,
    after: first && applyTextEdits(text, first.edits),
  };
}

describe("what people really met is told of", () => {
  it("02d: the cure of a dead tail is a cosine of 198 steps", () => {
    const { titles, after } = fixesOf("02d-decay-to-zero-early", "dead-tail");
    expect(titles).toEqual(["Let the decay last to the end of the run: 198 steps"]);
    expect(after).toContain('{ "kind": "cosine", "to": 0, "for": 198 }');
    expect(after).not.toContain("hold");
  });

  it.each([
    ["04-ten-times-too-long", undefined, "299750"],
    ["13-decay-longer-than-run", "as it ran", "1000"],
    ["23-horizon-in-micro-batches", undefined, "6750"],
  ])("%s: one message on the horizon", (file, name, number) => {
    const all = found(file, name);
    expect(all).toContain(`decay-does-not-finish at ${number}`);
    expect(all.filter((one) => one.startsWith("never-decays"))).toEqual([]);
  });

  it("06: steps that are rounds, said once, with the rounds first", () => {
    const name = "the number taken over as it stands";
    expect(found("06-federated-step", name)).toEqual([
      "dead-tail at 0.1",
      "steps-look-like-epochs at 50",
    ]);
    const { titles, after } = fixesOf("06-federated-step", "steps-look-like-epochs");
    expect(titles?.[0]).toBe("Count in rounds");
    expect(after?.split('"every": "50 rounds"')).toHaveLength(3);
    const both = fixesOf("06b-rounds-taken-as-steps", "steps-look-like-epochs");
    expect(both.after).toContain('"at": ["30 rounds", "60 rounds"]');
    expect(both.after).toContain('"for": "5 rounds", "every": "1 round"');
  });

  it("15: weight decay says the same in every spelling", () => {
    const codes = (file: string) => found(file).map((one) => one.split(" ")[0]);
    expect(codes("15b-decay-as-a-track")).toEqual(["adamw-timescale"]);
    expect(codes("15c-decay-in-the-optimizer")).toEqual(codes("15b-decay-as-a-track"));
  });

  it("17: a floor above the start, at the floor", () => {
    expect(found("17-end-above-start", "polynomial that rises")).toEqual([
      "floor-above-start at 1e-3",
    ]);
    expect(found("17b-floor-above-peak")).toEqual(["floor-above-start at 1e-5"]);
    expect(fixesOf("17b-floor-above-peak", "floor-above-start").titles).toEqual([
      "Decay to 0",
      "Decay to 5e-7, a tenth of the start",
    ]);
  });

  it("18: of a warmup as long as the run nothing untrue", () => {
    expect(found("18-warmup-is-the-run", "warmup as long as the run")).toEqual([
      "zero-rate-first-step at 0",
      "warmup-longer-than-run at 10",
    ]);
  });

  it.each([["19-warmup-of-few-steps"], ["19b-warmup-from-zero"]])(
    "%s: a short warmup is lengthened, not put before another",
    (file) => {
      expect(found(file).filter((one) => one.startsWith("adam-without-warmup"))).toEqual([]);
      const { titles, after } = fixesOf(file, "warmup-shorter-than-beta2");
      expect(titles?.[0]).toBe("Warm up for 2 / (1 − β2) = 40 steps");
      expect(after).toContain('"for": 40 }');
      expect(after?.match(/"linear"/g)).toHaveLength(1);
    },
  );

  it("20: a warmup that is a factor is one", () => {
    expect(found("20-warmup-as-a-factor").filter((one) => one.startsWith("adam-"))).toEqual([]);
    expect(found("20b-warmup-of-80-percent-as-a-factor")).toEqual(["warmup-too-long at 1000"]);
  });

  it("21: ten values of one cycle do not decay away, nor do stairs with an endpoint", () => {
    expect(found("21-one-cycle-per-epoch", "ten values")).toEqual([
      'momentum-not-cycled at "oneCycle"',
    ]);
    expect(found("21b-endpoint-on-stairs")).toEqual([]);
  });

  it("the rate of a group is judged as the learning rate is, at its own text", () => {
    const text = JSON.stringify({
      length: { steps: 1000 },
      optimizer: { name: "sgd" },
      learningRate: { kind: "cosine", from: 0.1, to: 0 },
      headRate: [
        { kind: "linear", from: 0, to: 0.2, for: 5000 },
        { kind: "cosine", to: 0 },
      ],
      layers: { groups: { head: { track: "headRate" } } },
    });
    const [problem, ...others] = analyze(parseJson(text)).problems.filter(
      ({ code }) => code === "warmup-longer-than-run",
    );
    expect(others).toEqual([]);
    expect(text.slice(problem?.range.start, problem?.range.end)).toBe("5000");
  });
});
