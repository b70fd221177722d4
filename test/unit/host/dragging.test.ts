import { afterEach, describe, expect, it, vi } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import type { Ahead, AnalysisService, AnalyzedDocument } from "../../../src/host/analysisService";
import type { Log } from "../../../src/host/log";
import { Dragging } from "../../../src/host/panel/dragging";
import { identified } from "../../../src/host/panel/scheduleId";
import type { DragMove } from "../../../src/protocol/handles";
import { foreignText } from "../../harness/foreignCases";
import { readerAtOnce } from "../formats/read";
import { readJson } from "../language/read";
import { textChanged, Uri, window, type Range } from "./vscodeStandIn";

const TEXT = `{
  "length": { "steps": 100 },
  "learningRate": [{ "kind": "linear", "from": 0.1, "to": 1, "for": 10 }, { "kind": "cosine", "to": 0 }]
}
`;
const HANDLE = "learningRate/0/end";

interface Replace {
  readonly range: Range;
  readonly text: string;
}

/** A document and an editor that makes an edit when the test lets it; or refuses it. */
function editing(text: string) {
  const waiting: ((takes: boolean) => void)[] = [];
  const document = {
    uri: Uri.parse("file:///a.json"),
    version: 1,
    text,
    getText: () => document.text,
    positionAt: (offset: number) => offset,
    offsetAt: (position: number) => position,
  };
  const change = (text: string): void => {
    document.text = text;
    document.version++;
    textChanged.fire({ document, contentChanges: [{}] });
  };
  const editor = {
    document,
    selections: [],
    edit: async (build: (builder: unknown) => void) => {
      const edits: Replace[] = [];
      build({ replace: (range: Range, text: string) => edits.push({ range, text }) });
      const takes = await new Promise<boolean>((resolve) => waiting.push(resolve));
      if (!takes) return false;
      const { start = 0, end = 0 } = edits[0]?.range ?? {};
      change(document.text.slice(0, start) + (edits[0]?.text ?? "") + document.text.slice(end));
      return true;
    },
  };
  window.visibleTextEditors.push(editor);
  const answer = async (takes: boolean): Promise<void> => {
    await vi.waitFor(() => {
      expect(waiting.length).toBeGreaterThan(0);
    });
    waiting.shift()?.(takes);
  };
  return { document, change, answer };
}

/** A text that is read, and the handle that is dragged. */
interface Dragged {
  readonly text: string;
  readonly read: (text: string) => Analysis;
  readonly handle: string;
  /** Texts that the schedule would not follow. */
  readonly refuses?: (text: string) => boolean;
}
const OWN: Dragged = { text: TEXT, read: readJson, handle: HANDLE };

/** `read` resolves when a text has been read. */
async function drag(read = Promise.resolve(), { text, read: readText, handle, refuses } = OWN) {
  const { document, change, answer } = editing(text);
  const from = { document, version: 1, analysis: readText(text) } as unknown as AnalyzedDocument;
  const [schedule] = identified(from);
  if (!schedule) throw new Error("the text defines no schedule");
  const analyses = {
    trial: async (_: unknown, text: string) => {
      reading.push(text);
      await read;
      return refuses?.(text) === true ? undefined : readText(text);
    },
    expect: (_: unknown, next: Ahead | undefined) => {
      ahead = next;
    },
    current: () => Promise.resolve(undefined),
  };
  const reading: string[] = [];
  let ahead: Ahead | undefined;
  const told: string[] = [];
  const ended: string[] = [];
  const dragging = new Dragging(
    analyses as unknown as AnalysisService,
    {
      moving: () => {
        told.push(ahead?.analysis.document.text ?? "nothing");
        return Promise.resolve();
      },
      moved: (says) => {
        expect(ahead).toBeUndefined();
        told.push(says);
      },
      ended: (_, reason) => ended.push(reason),
    },
    { info: () => undefined } as unknown as Log,
  );
  const about = { revision: 1, schedule: schedule.id, handle };
  const start = { type: "drag.start", ...about, drag: 1, constant: false } as const;
  await dragging.start(start, () => Promise.resolve(schedule));
  const move = (value: number | undefined, step = 10): void => {
    const to = { type: "to", step, ...(value !== undefined && { value }), free: false } as const;
    const message = { type: "drag.move", drag: 1, move: to, stepPixel: 1, valuePixel: 0.01 };
    dragging.move(message as DragMove);
  };
  return { dragging, document, change, answer, reading, told, ended, move };
}

const peakOf = (text: string): string => /"to": ([\d.]+),/.exec(text)?.[1] ?? text;

afterEach(() => {
  window.visibleTextEditors.splice(0);
});

describe("a drag", () => {
  it("tells what a move makes of the text while the editor has still to make it", async () => {
    const { document, answer, told, move } = await drag();
    move(2);
    await vi.waitFor(() => {
      expect(told.map(peakOf)).toEqual(["2"]);
    });
    expect(document.text).toBe(TEXT);
    await answer(true);
    await vi.waitFor(() => {
      expect(told.map(peakOf)).toEqual(["2", "as told"]);
    });
    expect(peakOf(document.text)).toBe("2");
  });

  it("makes one edit and one drawing of all moves that come while the editor works", async () => {
    const { answer, told, move } = await drag();
    move(2);
    await vi.waitFor(() => {
      expect(told).toHaveLength(1);
    });
    for (const value of [3, 4, 5, 6]) move(value);
    await answer(true);
    await answer(true);
    await vi.waitFor(() => {
      expect(told.map(peakOf)).toEqual(["2", "as told", "6", "as told"]);
    });
  });

  it("tells nothing of a move that leads where the text is already", async () => {
    const { dragging, answer, told, move } = await drag();
    move(2);
    await answer(true);
    await vi.waitFor(() => {
      expect(told).toHaveLength(2);
    });
    move(2.001);
    await vi.waitFor(() => {
      expect(dragging.wanted).toBeUndefined();
    });
    move(3);
    await answer(true);
    await vi.waitFor(() => {
      expect(told.map(peakOf)).toEqual(["2", "as told", "3", "as told"]);
    });
  });

  it("takes back what it told when the editor refuses the edit", async () => {
    const { document, answer, told, ended, move } = await drag();
    move(2);
    await answer(false);
    await vi.waitFor(() => {
      expect(told.map(peakOf)).toEqual(["2", "unlike what was told"]);
    });
    expect(ended).toEqual(["The editor did not take the edit."]);
    expect(document.text).toBe(TEXT);
  });

  it("tells nothing of what was still being read when somebody typed", async () => {
    let done: () => void = () => undefined;
    const read = new Promise<void>((resolve) => (done = resolve));
    const { dragging, change, reading, told, move } = await drag(read);
    move(2);
    await vi.waitFor(() => {
      expect(reading).toHaveLength(1);
    });
    change(TEXT.replace("100", "200"));
    done();
    await dragging.finish("keep");
    expect(told).toEqual(["unlike what was told"]);
  });

  it("takes it back when somebody types at the same time", async () => {
    const { change, told, ended, move } = await drag();
    move(2);
    await vi.waitFor(() => {
      expect(told).toHaveLength(1);
    });
    change(TEXT.replace("100", "200"));
    expect(told.map(peakOf)).toEqual(["2", "unlike what was told"]);
    expect(ended).toEqual(["The text was changed meanwhile."]);
  });
});

describe("a position that another program's schedule would not follow", () => {
  const NAME = "axolotl.yaml";
  const text = foreignText(NAME);
  const warmupOf = (said: string): string => /warmup_steps: (\d+)/.exec(said)?.[1] ?? said;
  /** The schedule is made to refuse 45 steps. */
  const start = async () => {
    const read = await readerAtOnce(NAME, text);
    const handle = "learningRate/warmup_steps+learning_rate";
    const refuses = (said: string): boolean => warmupOf(said) === "45";
    const dragged = await drag(Promise.resolve(), { text, read, handle, refuses });
    const settled = (): Promise<void> =>
      vi.waitFor(() => {
        expect(dragged.dragging.wanted).toBeUndefined();
      });
    return {
      ...dragged,
      settled,
      to: (step: number) => {
        dragged.move(undefined, step);
      },
    };
  };

  it("is passed over: the text stays as before it, and the next one is written", async () => {
    const { dragging, document, answer, told, ended, to, settled } = await start();
    to(40);
    await answer(true);
    await vi.waitFor(() => {
      expect(told.map(warmupOf)).toEqual(["40", "as told"]);
    });
    to(45);
    await settled();
    to(50);
    await answer(true);
    dragging.end(1, "keep");
    await dragging.finish("keep");
    expect(told.map(warmupOf)).toEqual(["40", "as told", "50", "as told", "as told"]);
    expect(document.text).toBe(text.replace("warmup_steps: 10", "warmup_steps: 50"));
    expect(ended).toEqual([]);
  });

  it("is refused with its reason where the handle is let go", async () => {
    const { dragging, document, answer, ended, to } = await start();
    to(40);
    await answer(true);
    to(45);
    dragging.end(1, "keep");
    await dragging.finish("keep");
    expect(document.text).toBe(text.replace("warmup_steps: 10", "warmup_steps: 40"));
    expect(ended).toEqual(["the schedule would not follow this number"]);
  });

  it("leaves no word when the drag is taken back", async () => {
    const { dragging, document, ended, to, settled } = await start();
    to(45);
    await settled();
    await dragging.finish("restore");
    expect(document.text).toBe(text);
    expect(ended).toEqual([]);
  });
});
