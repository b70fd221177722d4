import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { parseTypeScript } from "../../../src/core/parse/typescript";
import { TypeScriptSession } from "../../../src/core/parse/typescriptSession";
import { Hands, randomNumbers } from "./hands";
import { runs } from "../runs";
import { parser } from "./parser";

/** Random edits, half of them in each language. */
const EDITS = runs(320, 20_000);
const SEED = Number(process.env["SEED"] ?? 1);
/** After so many edits the typing pauses, and all that is shown must be that of the text. */
const EDITS_A_PAUSE = 8;

/** All that an editor shows of a document: its problems, and the values along its curves. */
const shown = ({ schedules, problems }: Analysis) => ({
  problems,
  schedules: schedules.map(({ name, anchor, complete, unknowns, schedule }) => ({
    ...{ name, anchor, complete, unknowns, length: schedule?.length },
    values: [0, 0.013, 0.3, 0.77, 1].map((share) =>
      schedule?.at(Math.floor(share * schedule.length)),
    ),
  })),
});

function expectInside({ document: { text }, problems }: Analysis): void {
  for (const { range, message } of problems) {
    if (!(range.start >= 0 && range.start <= range.end && range.end <= text.length))
      expect.fail(`${message} at ${range.start}–${range.end} of ${text.length}`);
  }
}

interface Language {
  readonly folder: string;
  /** Reads texts one after another, as an open document. */
  readonly open: () => { read(text: string): Analysis; close(): void };
  readonly fresh: (text: string) => Analysis;
}

const json: Language = {
  folder: "examples/json",
  open: () => ({ read: (text) => analyze(parseJson(text)), close: () => undefined }),
  fresh: (text) => analyze(parseJson(text)),
};

const typescript: Language = {
  folder: "examples/typescript",
  open() {
    const session = new TypeScriptSession(parser);
    return {
      read: (text) => analyze(session.update(text)),
      close: () => {
        session.dispose();
      },
    };
  },
  fresh: (text) => analyze(parseTypeScript(text, parser)),
};

/** Edits the examples in turn, each until it is spoilt, and returns how many edits that were. */
function work({ folder, open, fresh }: Language, count: number): number {
  const hands = new Hands(randomNumbers(SEED));
  const texts = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, "utf8"));
  let done = 0;
  while (done < count) {
    const original = texts[hands.below(texts.length)] ?? "";
    const document = open();
    let text = original;
    for (let pause = 0; pause < 4 && done < count; pause++) {
      for (let i = 0; i < EDITS_A_PAUSE; i++, done++) {
        text = hands.edit(text);
        expectInside(document.read(text));
      }
      expect(shown(document.read(text)), JSON.stringify(text)).toEqual(shown(fresh(text)));
    }
    expect(shown(document.read(original))).toEqual(shown(fresh(original)));
    document.close();
  }
  return done;
}

describe("random typing, deleting, cutting and pasting in the examples", () => {
  it.each([
    ["JSON", json],
    ["TypeScript", typescript],
  ])(
    "in %s ends, at each pause, at what the text itself says",
    { timeout: 3_600_000 },
    (_, language) => {
      expect(work(language, EDITS / 2)).toBeGreaterThanOrEqual(EDITS / 2);
    },
  );
});
