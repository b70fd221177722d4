import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, inWorkspace, open, openNew, rangeOf } from "../support";

/** 90 epochs of 157 steps; a warmup of 5 epochs from 0.1 to 3.2; a tenth at 30, 60 and 80. */
const GOYAL = ["json", "goyal-imagenet.schedule.json"];

async function hoverAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<{ text: string; picture: string | undefined; trusted: boolean }> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  const parts = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
  const text = decode(parts.map(({ value }) => value).join("\n"));
  const [, picture] = /data:image\/svg\+xml;base64,([A-Za-z0-9+/=]+)/.exec(text) ?? [];
  return {
    text: text.replace(/base64,[^)]*/g, ""),
    picture: picture === undefined ? undefined : atob(picture),
    trusted: parts.some(({ isTrusted }) => Boolean(isTrusted)),
  };
}

const decode = (text: string): string =>
  text.replace(/&#(\d+);/g, (_match, code: string) => String.fromCodePoint(Number(code)));

const at = (document: vscode.TextDocument, text: string): vscode.Position =>
  rangeOf(document, text).start.translate(0, 1);

describe("hover", () => {
  afterEach(closeAll);

  it("shows the curve and the facts of the schedule", async () => {
    const { document } = await open(inWorkspace(...GOYAL));
    const { text, picture, trusted } = await hoverAt(document, at(document, '"learningRate"'));
    assert.match(picture ?? "", /^<svg [^>]*width="\d+"/);
    assert.match(picture ?? "", /<path /);
    // By hand: the peak is reached after 5 epochs of ceil(1,281,167 / 8192) = 157 steps.
    assert.match(text, /Peak: \*\*3\.2 at step 785\*\*/);
    assert.match(text, /At step 0: \*\*0\.1\*\*/);
    // After the third drop: 3.2 · 0.1³.
    assert.match(text, /At the last step, 14,129: \*\*0\.0032\*\*/);
    assert.equal(trusted, false);
  });

  it("tells of a warmup, and of constants where they are written", async () => {
    const { document } = await openNew(
      "hover-constant.ts",
      `import { cosine, defineSchedule, linear } from "learning-rate-designer";
const WARMUP = 500;
export const run = defineSchedule({
  length: { steps: 10_000 },
  optimizer: { name: "adamw", beta2: 0.99 },
  learningRate: [linear({ from: 1e-5, to: 1e-3, for: WARMUP }), cosine({ to: 0 })],
});
`,
    );
    for (const place of ["500", "WARMUP }"]) {
      const { text, picture } = await hoverAt(document, at(document, place));
      // 1 / (1 − 0.99) = 100 updates
      assert.match(text, /Warmup: \*\*500 steps, 5% of the run, to 100 times its start\*\*/);
      assert.match(
        text,
        /Memory of β2 = 0\.99: \*\*100 updates; an untuned warmup is twice as long, 200 steps/,
      );
      assert.match(text, /Share of the run: \*\*5%\*\*/);
      assert.ok(picture);
    }
    const optimizer = await hoverAt(document, at(document, "0.99"));
    assert.match(optimizer.text, /averages squared gradients over: \*\*100 updates, 1% of the run/);
    const length = await hoverAt(document, at(document, "10_000"));
    assert.match(length.text, /The run: \*\*10,000 steps\*\*/);
  });

  it("says why a problem matters, with its source", async () => {
    const { document } = await openNew(
      "hover.schedule.json",
      `{ "length": { "steps": 1000 },
  "learningRate": [{ "kind": "linear", "from": 0, "to": 0.3, "for": 1500 }, { "kind": "cosine", "to": 0 }] }`,
    );
    const { text } = await hoverAt(document, at(document, "1500"));
    assert.match(text, /never reaches its peak/);
    assert.match(text, /\]\(https:\/\/[^)]+\)/);
    const order = [/never reaches its peak/, /Quick Fix… Warm up for 50 of the 1,000 steps/]
      .concat([/!\[Curve of the schedule\]/, /Share of the run: /])
      .map((part) => text.search(part));
    assert.ok(!order.includes(-1), "reason, fix, picture and facts are there");
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
      "and in this order",
    );
  });

  it("shows a hostile name literally", async () => {
    const name = "[x](command:workbench.action.quit) <img src=x> | $(trash)";
    const { document } = await openNew(
      "hostile.schedule.json",
      JSON.stringify({ name, length: { steps: 10 }, learningRate: 0.1 }),
    );
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      at(document, '"learningRate"'),
    );
    const raw = hovers
      .flatMap(({ contents }) => contents as vscode.MarkdownString[])
      .map(({ value }) => value)
      .join("\n");
    assert.doesNotMatch(raw, /\]\(command:|<img|\$\(trash\)/);
    assert.ok(decode(raw).includes(name));
  });

  it("is silent in other files and when it is turned off", async () => {
    const { document } = await open(inWorkspace(...GOYAL));
    const section = vscode.workspace.getConfiguration("learningRateDesigner", document.uri);
    await section.update("hover.enabled", false, vscode.ConfigurationTarget.Workspace);
    try {
      const { picture } = await hoverAt(document, at(document, '"learningRate"'));
      assert.equal(picture, undefined);
    } finally {
      await section.update("hover.enabled", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
