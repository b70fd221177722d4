import type { Webview } from "vscode";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import type { AnalyzedDocument } from "../../../src/host/analysisService";
import type { Log } from "../../../src/host/log";
import type { PanelModel } from "../../../src/host/panel/panelModel";
import { PanelSession } from "../../../src/host/panel/panelSession";
import { identified } from "../../../src/host/panel/scheduleId";
import type { TemplateFiles } from "../../../src/host/templateFiles";
import type { RecentRuns } from "../../../src/host/panel/recentRuns";
import type { PanelMessage } from "../../../src/protocol/panelMessages";
import { readJson } from "../language/read";
import { EventEmitter, Uri } from "./vscodeStandIn";

const TEXT = `{
  "length": { "steps": 100 },
  "learningRate": [{ "kind": "linear", "from": 0.1, "to": 1, "for": 10 }, { "kind": "cosine", "to": 0 }]
}
`;
const HANDLE = "learningRate/0/end";

/** The first question loads the core. */
const PATIENCE = { timeout: 10_000 };

/** A session of the real host, whose webview and document are this test's. */
function open() {
  const document = { uri: Uri.parse("file:///a.json"), version: 1, getText: () => TEXT };
  const from = { document, version: 1, analysis: readJson(TEXT) } as unknown as AnalyzedDocument;
  const [shown] = identified(from);
  if (!shown) throw new Error("the text defines no schedule");
  const changed = new EventEmitter<undefined>();
  const received = new EventEmitter<unknown>();
  const posted: { reply?: number; message: { type: string; message?: string } }[] = [];
  const warnings: string[] = [];
  const values = { give: vi.fn(), forget: vi.fn(), of: () => new Map() };
  const find = (id: string) => (id === shown.id ? shown : undefined);
  const model = {
    analyses: { current: () => Promise.resolve(from) },
    values,
    find,
    comparable: find,
    all: () => [shown],
    reading: () => from,
    shown: () => Promise.resolve([shown]),
    snapshot: () => Promise.resolve({ shown: [] }),
    onDidChange: changed.event,
    onDidMove: new EventEmitter().event,
    onDidDrag: new EventEmitter().event,
  };
  const webview = {
    cspSource: "https://a",
    asWebviewUri: (uri: unknown) => uri,
    postMessage: (data: (typeof posted)[number]) => posted.push(data),
    onDidReceiveMessage: received.event,
    options: {} as { localResourceRoots?: readonly unknown[] },
  };
  const log = { warn: (why: string) => warnings.push(why), info: () => undefined };
  const session = new PanelSession(
    { webview: webview as unknown as Webview, visible: true },
    model as unknown as PanelModel,
    Uri.parse("file:///extension") as never,
    log as unknown as Log,
    undefined as unknown as TemplateFiles,
    undefined as unknown as RecentRuns,
  );
  let asked = 0;
  return {
    session,
    webview,
    id: shown.id,
    document,
    values,
    posted,
    warnings,
    changed,
    send: (message: PanelMessage) => {
      received.fire({ message });
    },
    /** The answer's type, and the reason where it is a failure. */
    ask: async (message: PanelMessage) => {
      const ask = ++asked;
      received.fire({ ask, message });
      return vi.waitFor(() => {
        const answer = posted.find(({ reply }) => reply === ask)?.message;
        if (!answer) throw new Error("no answer yet");
        return answer;
      }, PATIENCE);
    },
  };
}

let host: ReturnType<typeof open>;
beforeEach(async () => {
  host = open();
  host.send({ type: "ready" });
  await host.session.whenReady();
});
afterEach(() => {
  host.session.dispose();
});

const about = () => ({ revision: 1, schedule: host.id });
const grip = () => ({ ...about(), handle: HANDLE });

test("the webview may load what the extension ships for it, and nothing else", () => {
  expect(host.webview.options.localResourceRoots?.map(String)).toEqual([
    "file:///extension/dist",
    "file:///extension/media",
  ]);
});

const QUESTIONS: [string, () => PanelMessage, RegExp][] = [
  [
    "an unknown handle",
    () => ({ type: "handle.set", ...grip(), handle: "x/9/end", axis: "level", amount: 1 }),
    /no handle "x\/9\/end"/,
  ],
  [
    "a name of the prototype as handle",
    () => ({ type: "handle.set", ...grip(), handle: "__proto__", axis: "level", amount: 1 }),
    /no handle/,
  ],
  [
    "an amount out of range",
    () => ({ type: "handle.set", ...grip(), axis: "time", amount: 1e9 }),
    /Must lie between/,
  ],
  [
    "a revision that was never shown",
    () => ({ type: "handle.set", ...grip(), revision: 7, axis: "level", amount: 1 }),
    /out of date/,
  ],
  [
    "a schedule that is not open",
    () => ({
      type: "handle.set",
      ...grip(),
      schedule: "file:///etc#1#x",
      axis: "level",
      amount: 1,
    }),
    /out of date/,
  ],
  [
    "a phase that is not there",
    () => ({
      type: "phase.change",
      ...about(),
      track: "learningRate",
      phase: 9,
      operation: { type: "delete" },
    }),
    /cannot be changed/,
  ],
  [
    "a value for what waits for none",
    () => ({ type: "value.give", ...about(), symbol: "process.env.HOME", value: 1 }),
    /Nothing waits/,
  ],
  [
    "a table of an unknown revision",
    () => ({ type: "table", ...about(), revision: 0, first: 0, last: 9, rows: 9 }),
    /out of date/,
  ],
  [
    "a probe of a schedule that is not open",
    () => ({ type: "probe.start", schedules: ["file:///etc#1#x"], options: {} }),
    /not open any more/,
  ],
];

describe("the panel's host refuses and logs", () => {
  it.each(QUESTIONS)("%s", async (_name, message, reason) => {
    const answer = await host.ask(message());
    expect(answer.type).toBe("failure");
    expect(answer.message).toMatch(reason);
    expect(host.warnings).toEqual([expect.stringMatching(reason)]);
    expect(host.values.give).not.toHaveBeenCalled();
  });

  it("what is about a text that has changed since", async () => {
    host.document.version = 2;
    host.document.getText = () => TEXT.replace("0.1", "0.2");
    const questions: PanelMessage[] = [
      { type: "handle.set", ...grip(), axis: "level", amount: 1 },
      { type: "value.give", ...about(), symbol: "x", value: 1 },
      { type: "table", ...about(), first: 0, last: 9, rows: 9 },
    ];
    for (const question of questions) {
      expect((await host.ask(question)).message).toMatch(/out of date/);
    }
    expect(host.warnings).toHaveLength(questions.length);
  });

  it("a revision that is shown no longer", async () => {
    for (let revision = 2; revision <= 18; revision++) {
      host.changed.fire(undefined);
      await vi.waitFor(() => {
        const latest = host.posted.filter(({ message }) => message.type === "snapshot");
        if (latest.length < revision) throw new Error("not yet");
      }, PATIENCE);
    }
    const question = { type: "table", ...about(), first: 0, last: 9, rows: 9 } as const;
    expect((await host.ask(question)).message).toMatch(/out of date/);
    expect((await host.ask({ ...question, revision: 18 })).type).toBe("table.rows");
  });

  it.each<[string, () => PanelMessage, RegExp]>([
    [
      "a drag of an unknown handle",
      () => ({ type: "drag.start", ...grip(), handle: "x", drag: 1, constant: false }),
      /no handle/,
    ],
    ["the end of a drag that never began", () => ({ type: "drag.end", drag: 5 }), /has ended/],
    ["a way back of no drag", () => ({ type: "drag.cancel", drag: 5 }), /has ended/],
    [
      "a move of no drag",
      () => ({
        type: "drag.move",
        drag: 5,
        move: { type: "to", step: 1, free: false },
        stepPixel: 1,
        valuePixel: 1,
      }),
      /has ended/,
    ],
    [
      "the place of an unknown track",
      () => ({ type: "reveal", ...about(), track: "constructor", focus: false }),
      /no constructor/,
    ],
    [
      "the place of an unknown problem",
      () => ({ type: "reveal.problem", ...about(), problem: 99 }),
      /no problem number 99/,
    ],
    [
      "values forgotten for a schedule that is not open",
      () => ({ type: "values.forget", ...about(), schedule: "x" }),
      /out of date/,
    ],
  ])("%s", async (_name, message, reason) => {
    host.send(message());
    await vi.waitFor(() => {
      expect(host.warnings).toEqual([expect.stringMatching(reason)]);
    }, PATIENCE);
    expect(host.values.forget).not.toHaveBeenCalled();
  });
});
