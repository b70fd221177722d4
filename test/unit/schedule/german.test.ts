import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildSchedule } from "../../../src/core/schedule/build";
import { setWords } from "../../../src/core/text/words";

const BUNDLE = path.resolve(import.meta.dirname, "../../../l10n/bundle.l10n.de.json");
const rate = { kind: "linear", from: 1, to: 0 };

describe("what reading finds, to a reader of German", () => {
  beforeEach(() => {
    setWords(JSON.parse(readFileSync(BUNDLE, "utf8")) as Record<string, string>, "de");
  });
  afterEach(() => {
    setWords({});
  });

  it.each<[string, object, string]>([
    [
      "a wrong type",
      { length: { steps: true }, learningRate: rate },
      "„steps“ muss eine Zahl größer als 0 sein; gefunden: true.",
    ],
    [
      "a missing length",
      { learningRate: rate },
      "Ein Plan braucht „length“: eines von {steps}, {epochs, stepsPerEpoch}, {epochs, samples, batchSize}, {rounds, stepsPerRound} oder {tokens, tokensPerStep}.",
    ],
    [
      "a missing key, with what it is for",
      { length: { steps: 10 }, learningRate: { kind: "constant" } },
      "Eine Phase der Art „constant“ braucht „value“: Der Wert jedes Schritts der Phase.",
    ],
    [
      "a slip",
      { length: { steps: 10 }, learningRate: { ...rate, form: 1 } },
      "Eine Phase der Art „linear“ hat kein „form“. Meinten Sie „from“?",
    ],
    [
      "a length that the units lack",
      { length: { steps: 10 }, learningRate: [{ ...rate, for: "2 epochs" }, rate] },
      "Die Länge sagt nicht, wie viele Schritte eine Epoche hat. Ergänzen Sie „stepsPerEpoch“ oder „samples“ und „batchSize“ in „length“.",
    ],
    [
      "counts, grouped by thin spaces as points would be decimals",
      { length: { steps: 20_000 }, learningRate: [{ ...rate, for: 30_000 }, rate] },
      "Diese Phase endet bei Schritt 30\u202f000, aber der Lauf hat 20\u202f000 Schritte: Von ihrer Länge (30\u202f000 Schritte) werden nur 20\u202f000 Schritte gelaufen.",
    ],
  ])("is told in German: %s", (_name, definition, message) => {
    expect(buildSchedule(definition).issues.map((issue) => issue.message)).toContain(message);
  });
});
