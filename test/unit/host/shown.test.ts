import { describe, expect, it } from "vitest";
import type { AnalyzedSchedule } from "../../../src/core/analysis";
import { parseJson } from "../../../src/core/parse/json";
import type { ParsedDocument } from "../../../src/core/parse/sourceValue";
import type { Problem } from "../../../src/core/problem";
import { buildSchedule } from "../../../src/core/schedule/build";
import { stepsOf } from "../../../src/host/model/sampled";
import { shownSchedule } from "../../../src/host/model/shown";
import { stateOf } from "../../../src/host/model/state";
import { columnAt } from "../../../src/protocol/columns";
import { readHostMessage } from "../../harness/readHostMessage";
import type { ViewRequest } from "../../../src/protocol/panelMessages";
import { readFormat } from "../formats/read";

const WHOLE: ViewRequest = { columns: 100, range: null };

function analyzed(text: string, problems: readonly Problem[] = []) {
  const document = parseJson(text);
  const [root] = document.roots;
  if (root?.value.type !== "object") throw new Error("no object");
  const { schedule, issues } = buildSchedule(plain(text));
  const result: AnalyzedSchedule = {
    name: "baseline",
    anchor: root.anchor,
    range: root.value.range,
    source: root.value,
    schedule,
    complete: issues.length === 0,
    problems,
    unknowns: [],
  };
  return { document, result };
}

function plain(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const show = (
  { document, result }: { document: ParsedDocument; result: AnalyzedSchedule },
  view = WHOLE,
) => shownSchedule("id", "a.schedule.json", result, document, view);

const RAMP = `{ "length": { "steps": 1000 },
  "learningRate": { "kind": "linear", "from": 1, "to": 0 }, "momentum": 0.9 }`;

describe("shownSchedule", () => {
  it("samples every track in as many columns as were asked for", () => {
    const [rate, momentum] = show(analyzed(RAMP)).tracks;
    expect(rate?.columns.step).toEqual(Array.from({ length: 100 }, (_, i) => 10 * i));
    for (const [i, step] of (rate?.columns.step ?? []).entries()) {
      expect(rate?.columns.first[i]).toBeCloseTo(1 - step / 1000, 12);
      const { max, min } = rate ? columnAt(rate.columns, i) : {};
      expect(max).toBeCloseTo(1 - step / 1000, 12);
      expect(min).toBeCloseTo(1 - (step + 9) / 1000, 12);
    }
    expect(new Set(momentum?.columns.first)).toEqual(new Set([0.9]));
    // a constant: nothing but its values is sent
    expect(Object.keys(momentum?.columns ?? {})).toEqual(["step", "first", "end"]);
  });

  it("passes the guard of the message that carries it, after JSON", () => {
    const shown = show(analyzed(RAMP));
    const snapshot = {
      type: "snapshot",
      revision: 1,
      document: null,
      schedules: [],
      omitted: 0,
      active: "id",
      shown: [shown],
      cursor: null,
      notice: null,
    };
    expect(readHostMessage(JSON.parse(JSON.stringify(snapshot)))).toMatchObject({ ok: true });
  });

  it("draws nothing where there is no length, and says where the problem is", () => {
    const problem: Problem = {
      code: "missing-key",
      severity: "error",
      message: "There is no length.",
      range: { start: 4, end: 18 },
      fixes: [],
    };
    const shown = show(analyzed('{\n  "learningRate": 1\n}', [problem]));
    expect(shown).toMatchObject({ state: "errors", length: null, time: null, tracks: [] });
    expect(shown.problems).toEqual([
      {
        code: "missing-key",
        severity: "error",
        message: "There is no length.",
        line: 2,
        column: 3,
      },
    ]);
  });
});

describe("stepsOf", () => {
  const { schedule } = analyzed(RAMP).result;

  it.each<[string, ViewRequest["range"], number, number]>([
    ["the whole run", null, 0, 999],
    ["steps", { unit: "steps", first: 10.4, last: 20.2 }, 10, 21],
    ["percent", { unit: "percent", first: 50, last: 75 }, 500, 750],
    ["more than the run", { unit: "steps", first: -50, last: 1e9 }, 0, 999],
    ["a range beyond it", { unit: "steps", first: 5000, last: 6000 }, 999, 999],
    ["a range the wrong way round", { unit: "steps", first: 20, last: 10 }, 20, 20],
  ])("of %s", (_name, range, first, last) => {
    expect(schedule && stepsOf(schedule, { columns: 100, range })).toEqual({ first, last });
  });
});

describe("stateOf", () => {
  it.each<[string, string]>([
    ["ok", RAMP],
    ["typing", '{ "length": { "steps": 10 }, "learningRate": '],
  ])("is %s", (state, text) => {
    expect(stateOf(analyzed(text).result)).toBe(state);
  });
});

describe("a schedule of another program that waits for a value", () => {
  const YAML =
    "model_name_or_path: a\nstage: sft\nlearning_rate: 1.0e-4\nnum_train_epochs: 3.0\nlr_scheduler_type: cosine\n";

  it("has a part that is unknown, and no errors; its length is only how far it is drawn", async () => {
    const { document, schedules } = await readFormat("sft.yaml", YAML);
    const [waiting] = schedules;
    if (!waiting) throw new Error("nothing found");
    expect(stateOf(waiting)).toBe("unknown");
    expect(show({ document, result: waiting }).open).toBe(true);
    expect(show(analyzed(RAMP)).open).toBeUndefined();
  });
});
