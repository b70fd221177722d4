import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { applyTextEdits } from "../edit/applyTextEdits";

const problems = (text: string) => analyze(parseJson(text)).problems;
const run = (learningRate: string, more = ""): string =>
  `{"length": {"steps": 1000}, ${more}"learningRate": ${learningRate}}`;

/** [code, the text before, each text after a fix] of reading errors that a fix can mend. */
const cases: readonly [string, string, readonly string[]][] = [
  [
    "wrong-type",
    run('{"kind": "cosine", "from": "0.1", "to": 0}'),
    [run('{"kind": "cosine", "from": 0.1, "to": 0}')],
  ],
  [
    "unknown-key",
    run('{"kind": "cosine", "form": 0.1, "from": 0.1, "to": 0}'),
    [
      run('{"kind": "cosine", "from": 0.1, "from": 0.1, "to": 0}'),
      run('{"kind": "cosine", "from": 0.1, "to": 0}'),
    ],
  ],
  [
    "unknown-kind",
    run('{"kind": "cosin", "from": 0.1, "to": 0}'),
    [run('{"kind": "cosine", "from": 0.1, "to": 0}')],
  ],
  [
    "phases-longer-than-run",
    run(
      '[{"kind": "cosine", "from": 0.01, "to": 0, "for": 600}, {"kind": "constant", "value": 0, "for": 500}]',
    ),
    [
      run(
        '[{"kind": "cosine", "from": 0.01, "to": 0, "for": 600}, {"kind": "constant", "value": 0}]',
      ),
      run(
        '[{"kind": "cosine", "from": 0.01, "to": 0, "for": 600}, {"kind": "constant", "value": 0, "for": 400}]',
      ),
    ],
  ],
  [
    "phases-shorter-than-run",
    run('{"kind": "cosine", "from": 0.1, "to": 0, "for": 500}'),
    [run('{"kind": "cosine", "from": 0.1, "to": 0}')],
  ],
  [
    "negative-duration",
    run('[{"kind": "constant", "value": 0.01, "for": "-5 steps"}, {"kind": "cosine", "to": 0}]'),
    [run('[{"kind": "constant", "value": 0.01, "for": "5 steps"}, {"kind": "cosine", "to": 0}]')],
  ],
  [
    "one-cycle-rise",
    run('{"kind": "oneCycle", "peak": 1, "rise": "100%"}'),
    [run('{"kind": "oneCycle", "peak": 1, "rise": "30%"}')],
  ],
  [
    "exponential-zero",
    run('{"kind": "exponential", "from": 1, "to": 0}'),
    [run('{"kind": "exponential", "from": 1, "to": "1%"}')],
  ],
  [
    "missing-beta2",
    run(
      '[{"kind": "untunedWarmup", "to": 1e-3}, {"kind": "cosine", "to": 0}]',
      '"optimizer": {"name": "adam"}, ',
    ),
    [
      run(
        '[{"kind": "untunedWarmup", "to": 1e-3}, {"kind": "cosine", "to": 0}]',
        '"optimizer": {"name": "adam", "beta2": 0.99}, ',
      ),
    ],
  ],
  [
    "follower-unbounded",
    run(
      '{"kind": "linear", "from": 0, "to": 0.1}',
      '"weightDecay": {"follow": "learningRate", "relation": "constantProduct", "product": 1e-4}, ',
    ),
    [
      run(
        '{"kind": "linear", "from": 0, "to": 0.1}',
        '"weightDecay": {"follow": "learningRate", "relation": "constantProduct", "product": 1e-4, "max": 0.01}, ',
      ),
    ],
  ],
  [
    "not-finite",
    run(
      '{"kind": "linear", "from": 0, "to": 0.1}',
      '"batchNormMomentum": {"follow": "learningRate", "relation": "power", "exponent": 400, "reference": {"learningRate": 0.001, "value": 0.1}}, ',
    ),
    [
      run(
        '{"kind": "linear", "from": 0, "to": 0.1}',
        '"batchNormMomentum": {"follow": "learningRate", "relation": "power", "exponent": 400, "reference": {"learningRate": 0.001, "value": 0.1}, "max": 1}, ',
      ),
    ],
  ],
  [
    "min-above-max",
    run('{"phases": {"kind": "cosine", "from": 1, "to": 0}, "min": 0.5, "max": 0.1}'),
    [run('{"phases": {"kind": "cosine", "from": 1, "to": 0}, "min": 0.1, "max": 0.5}')],
  ],
];

describe("advice on reading errors", () => {
  it.each(cases)("%s", (code, text, fixed) => {
    const [problem] = problems(text).filter((candidate) => candidate.code === code);
    expect(problem?.why).toMatch(/\.$/);
    expect(problem?.fixes.map(({ edits }) => applyTextEdits(text, edits))).toEqual(fixed);
    expect(problem?.fixes.filter(({ preferred }) => preferred).length).toBe(1);
    expect(problems(fixed.at(-1) ?? "").filter((candidate) => candidate.code === code)).toEqual([]);
  });

  it("leaves it to the rule on warmups where that says more", () => {
    const text = run(
      '[{"kind": "linear", "from": 0.01, "to": 0.1, "for": 5000}, {"kind": "cosine", "to": 0}]',
    );
    expect(problems(text).map(({ code }) => code)).toEqual(["warmup-longer-than-run"]);
  });
});

describe("definitions that extend another", () => {
  const file = (more: string): string => `{"schedules": {
    "base": {"length": {"steps": 1000}, "learningRate": {"kind": "linear", "from": 0, "to": 0.1}},
    "other": {"extends": "base"${more}}
  }}`;

  it("do not repeat what is told of the base", () => {
    const told = analyze(parseJson(file(""))).schedules.map(({ problems: own }) =>
      own.map(({ code }) => code),
    );
    expect(told).toEqual([["zero-rate-first-step", "never-decays"], []]);
  });

  it("tell at `extends` what their change brings about", () => {
    const text = file(', "optimizer": {"name": "adam", "beta2": 0.9999}');
    const own = analyze(parseJson(text)).schedules[1]?.problems;
    expect(own?.map(({ code }) => code)).toEqual(["beta2-memory-longer-than-run"]);
    const federated = file(', "length": {"rounds": 10, "stepsPerRound": 2}');
    const [found] =
      analyze(parseJson(federated)).schedules[1]?.problems.filter(
        ({ code }) => code === "drop-inside-round",
      ) ?? [];
    expect(federated.slice(found?.range.start, found?.range.end)).toBe('"base"');
    expect(found?.message).toMatch(/^With what is taken over, learningRate/);
  });
});
