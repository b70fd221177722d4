import { describe, expect, it } from "vitest";
import { phaseEdits } from "../../../src/core/phaseEdits/phaseEdits";
import type { PhaseOperation } from "../../../src/core/phaseEdits/phaseOperation";
import { phaseKindChoices } from "../../../src/protocol/phaseKinds";
import { applyTextEdits } from "../edit/applyTextEdits";
import { corpus, read, type Source } from "./corpus";
import { scheduleOf } from "./moving";

const json = (phases: string): Source => ({
  name: "",
  language: "json",
  text: `{
  "length": { "epochs": 90, "stepsPerEpoch": 100 },
  "learningRate": ${phases} // end
}
`,
});
const typescript = (phases: string): Source => ({
  name: "",
  language: "typescript",
  text: `import { defineSchedule, linear, cosine, epochs } from "learning-rate-designer";
export default defineSchedule({
  length: { epochs: 90, stepsPerEpoch: 100 },
  learningRate: ${phases},
});
`,
});

function changed(source: Source, index: number, operation: PhaseOperation): string {
  const analysis = read(source, source.text);
  const request = { track: "learningRate", index, operation };
  const { edits, refusal } = phaseEdits(analysis.document, scheduleOf(analysis), request);
  if (refusal) throw new Error(refusal.reason);
  return applyTextEdits(source.text, edits);
}

const list = `[
    { "kind": "linear", "from": 0, "to": 0.8, "for": "10 epochs" }, // warmup
    { "kind": "cosine", "to": 0 }
  ]`;

describe("phases of JSON", () => {
  it("get a neighbour in the second half of their time", () => {
    expect(changed(json(list), 1, { type: "add", kind: "linear" })).toBe(
      json(list).text.replace(
        '"to": 0 }\n',
        '"to": 0 },\n    { "kind": "linear", "to": 0, "for": "40 epochs" }\n',
      ),
    );
    expect(changed(json(list), 0, { type: "add", kind: "constant" })).toBe(
      json(list).text.replace(
        '"10 epochs" }, // warmup\n',
        '"5 epochs" }, // warmup\n    { "kind": "constant", "value": 0.8, "for": "5 epochs" },\n',
      ),
    );
  });

  it("become a list where they were alone", () => {
    expect(changed(json("0.1"), 0, { type: "add", kind: "cosine" })).toContain(
      `[
    { "kind": "constant", "value": 0.1 },
    { "kind": "cosine", "to": 0.1, "for": "50 epochs" }
  ] // end`,
    );
  });

  it("are split at a step, straight ones without a change of the curve", () => {
    expect(changed(json(list), 0, { type: "split", at: 250 })).toBe(
      json(list).text.replace(
        '"to": 0.8, "for": "10 epochs" }, // warmup\n',
        '"to": 0.2, "for": "2.5 epochs" }, // warmup\n    { "kind": "linear", "to": 0.8, "for": "7.5 epochs" },\n',
      ),
    );
  });

  it("go away, and leave the next one a value to begin with", () => {
    expect(changed(json(list), 0, { type: "delete" })).toBe(
      json(list).text.replace(
        '    { "kind": "linear", "from": 0, "to": 0.8, "for": "10 epochs" }, // warmup\n    { "kind": "cosine", "to": 0 }',
        '    // warmup\n    { "kind": "cosine", "from": 0.8, "to": 0 }',
      ),
    );
    // the one before fills what is left
    expect(changed(json(list), 1, { type: "delete" })).not.toContain('"for"');
  });

  it("change places, with the comments behind them", () => {
    expect(changed(json(list), 1, { type: "move", by: -1 })).toBe(
      json(`[
    { "kind": "cosine", "from": 0.8, "to": 0 },
    { "kind": "linear", "from": 0, "to": 0.8, "for": "10 epochs" } // warmup
  ]`).text,
    );
  });

  it("leave a comment where it is that is about more than one", () => {
    const line = `[{ "kind": "linear", "from": 0, "to": 0.8, "for": "10 epochs" }, { "kind": "cosine", "to": 0 }]`;
    expect(changed(json(line), 1, { type: "move", by: -1 })).toBe(
      json(
        `[{ "kind": "cosine", "from": 0.8, "to": 0 }, { "kind": "linear", "from": 0, "to": 0.8, "for": "10 epochs" }]`,
      ).text,
    );
  });

  it("change their kind and keep what both kinds say", () => {
    expect(changed(json(list), 1, { type: "kind", kind: "constant" })).toBe(
      json(list).text.replace('"cosine", "to": 0', '"constant", "value": 0.8'),
    );
    expect(changed(json(list), 0, { type: "kind", kind: "cosine" })).toBe(
      json(list).text.replace('"linear"', '"cosine"'),
    );
  });
});

describe("phases of TypeScript", () => {
  const calls = `[
    linear({ from: 0, to: 0.8, for: epochs(10) }), // warmup
    cosine({ to: 0 }),
  ]`;

  it("are called by their builders, which are imported", () => {
    expect(changed(typescript(calls), 1, { type: "kind", kind: "oneMinusSqrt" })).toBe(
      typescript(calls)
        .text.replace("cosine({", "oneMinusSqrt({")
        .replace("cosine, epochs }", "cosine, epochs, oneMinusSqrt }"),
    );
    expect(changed(typescript(calls), 0, { type: "add", kind: "constant" })).toContain(
      `linear({ from: 0, to: 0.8, for: epochs(5) }), // warmup
    constant({ value: 0.8, for: "5 epochs" }),`,
    );
  });

  it("change places with their calls", () => {
    expect(changed(typescript(calls), 0, { type: "move", by: 1 })).toBe(
      typescript(`[
    cosine({ to: 0, from: 0.8 }),
    linear({ from: 0, to: 0.8, for: epochs(10) }), // warmup
  ]`).text,
    );
  });

  it("are split in the words of the whole", () => {
    const written = `[
    linear({ from: 1e-3, to: .80, for: epochs(1_0) }), // warmup
    constant({ value: 2 * .40, for: epochs(20) }),
    cosine({ to: 0 }),
  ]`;
    expect(changed(typescript(written), 0, { type: "split", at: 500 })).toBe(
      typescript(
        written.replace(
          "to: .80, for: epochs(1_0) }), // warmup\n",
          "to: .4005, for: epochs(5) }), // warmup\n    linear({ to: .80, for: epochs(5) }),\n",
        ),
      ).text,
    );
    expect(changed(typescript(written), 1, { type: "split", at: 1500 })).toBe(
      typescript(
        written.replace(
          "constant({ value: 2 * .40, for: epochs(20) }),\n",
          "constant({ value: 2 * .40, for: epochs(5) }),\n    constant({ value: 2 * .40, for: epochs(15) }),\n",
        ),
      ).text,
    );
  });
});

describe("every operation on every phase", () => {
  const operations: readonly PhaseOperation[] = [
    { type: "delete" },
    { type: "move", by: 1 },
    { type: "move", by: -1 },
    ...phaseKindChoices.flatMap((kind): PhaseOperation[] => [
      { type: "kind", kind },
      { type: "add", kind },
    ]),
  ];

  it.each(corpus.filter(({ name }) => !name.includes("/")))("of $name", (source) => {
    const before = read(source, source.text);
    const analyzed = scheduleOf(before);
    const places = [
      "phases-longer-than-run",
      "phases-shorter-than-run",
      "two-rests",
      "missing-key",
    ];
    const codes = (list: typeof analyzed.problems): string[] =>
      list.flatMap(({ code }) => (places.includes(code) ? [code] : []));
    for (const { name: track, phases } of analyzed.schedule?.tracks.values() ?? []) {
      for (const [index, { start, end }] of phases.entries()) {
        const at = Math.floor((start + end) / 2);
        for (const operation of [...operations, { type: "split", at } as const]) {
          const { edits, refusal } = phaseEdits(before.document, analyzed, {
            track,
            index,
            operation,
          });
          if (refusal) {
            expect(refusal.reason).not.toBe("");
            continue;
          }
          const text = applyTextEdits(source.text, edits);
          const after = scheduleOf(read(source, text));
          const found = `${JSON.stringify(operation)} on ${index}:\n${text}`;
          expect(after.schedule, found).toBeDefined();
          expect(codes(after.problems), found).toEqual(codes(analyzed.problems));
        }
      }
    }
  });
});
