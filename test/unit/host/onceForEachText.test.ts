import type { TextDocument } from "vscode";
import { afterEach, describe, expect, it } from "vitest";
import { AnalysisService } from "../../../src/host/analysisService";
import { EventEmitter, textChanged, Uri } from "./vscodeStandIn";

/** A document that a test types in. */
class Typed {
  readonly uri = Uri.parse("file:///w/a.schedule.json");
  readonly languageId = "json";
  readonly isClosed = false;
  version = 1;

  constructor(private text: string) {}

  getText(): string {
    return this.text;
  }

  type(text: string): void {
    this.text = text;
    this.version++;
    textChanged.fire({ document: this, contentChanges: [{ text }] });
  }
}

const textOf = (rate: number): string => `{ "length": { "steps": 100 }, "learningRate": ${rate} }`;

/** The service, and how often it has read a text. */
function serviceOf() {
  const { event: onDidChange } = new EventEmitter<unknown>();
  let readings = 0;
  const files = {
    onDidChange,
    refusal: () => undefined,
    // asked at the end of each reading
    fetchWanted: () => Promise.resolve(++readings < 0),
  };
  const values = { onDidChange, of: () => new Map(), metricOf: () => undefined };
  const own = { onDidChange, of: () => [] };
  const limits = { onDidChange, of: () => undefined };
  const log = { error: (message: string) => expect.unreachable(message) };
  const service = Reflect.construct(AnalysisService, [
    {},
    files,
    values,
    own,
    limits,
    log,
  ]) as AnalysisService;
  return { service, readings: () => readings };
}

describe("a document", () => {
  let service: AnalysisService | undefined;
  afterEach(() => service?.dispose());

  it("is read once for each text, however many ask and whatever else happens", async () => {
    const made = serviceOf();
    service = made.service;
    const typed = new Typed(textOf(0.1));
    const document = typed as unknown as TextDocument;
    const ask = async () => {
      const told = new Promise((resolve) => made.service.onDidAnalyze(resolve));
      const all = await Promise.all([1, 2, 3].map(() => made.service.current(document)));
      expect(new Set(all).size).toBe(1);
      return { rate: all[0]?.analysis.schedules[0]?.schedule?.at(0)["learningRate"], told };
    };
    expect((await ask()).rate).toBe(0.1);
    expect(made.readings()).toBe(1);

    typed.type(textOf(0.2));
    const { rate, told } = await ask();
    expect(rate).toBe(0.2);
    // the pause after typing ends, and all that is shown is told of the same reading
    await told;
    await ask();
    expect(made.readings()).toBe(2);

    typed.type(textOf(0.2));
    expect((await ask()).rate).toBe(0.2);
    expect(made.readings()).toBe(2);
  });

  /** A document that says 0.1, read, and what it says with 0.2 in the place of it. */
  const dragged = async () => {
    const made = serviceOf();
    service = made.service;
    const typed = new Typed(textOf(0.1));
    const document = typed as unknown as TextDocument;
    await service.current(document);
    const analysis = await service.trial(document, textOf(0.2));
    if (!analysis) throw new Error("not read");
    return { ...made, typed, document, analysis };
  };

  it("is read once at each move of a drag: ahead of the edit, for all that show it and for itself", async () => {
    const { service, readings, typed, document, analysis } = await dragged();
    const told: (number | undefined)[] = [];
    service.onDidMove(({ uri }) => {
      const ahead = service.ahead(uri)?.analysis;
      told.push(ahead?.schedules[0]?.schedule?.at(0)["learningRate"]);
    });
    service.expect(document, { analysis, across: false });
    expect(service.ahead(document.uri)?.analysis).toBe(analysis);
    expect(service.latest(document.uri)?.analysis).not.toBe(analysis);

    typed.type(textOf(0.2));
    expect((await service.current(document))?.analysis).toBe(analysis);
    expect(readings()).toBe(2);

    service.expect(document, undefined);
    service.expect(document, undefined);
    expect(service.ahead(document.uri)).toBeUndefined();
    expect(told).toEqual([0.2, undefined]);
  });

  it("is read anew where what was shown ahead needs other files to change, too", async () => {
    const { service, readings, typed, document, analysis } = await dragged();
    service.expect(document, { analysis, across: true });
    typed.type(textOf(0.2));
    expect((await service.current(document))?.analysis).not.toBe(analysis);
    expect(readings()).toBe(3);
  });
});
