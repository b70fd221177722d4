import assert from "node:assert/strict";
import * as vscode from "vscode";
import { templates } from "../../../src/host/templates";
import { closeAll, inWorkspace, openNew, problemsOf, rangeOf, until, whenRead } from "../support";

const JSON_TEXT = `{
  "schedules": {
    "warm": {
      "length": { "epochs": 90, "stepsPerEpoch": 156 },
      "learningRate": [
        { "kind": "linear", "from": 0.1, "to": 3.2, "for": "5 epochs" }, // a comment that must survive
        { "kind": "cosine", "to": 0 },
      ],
      "momentum": { "follow": "learningRate", "relation": "inverse", "range": [0.95, 0.85] },
    },
    "cold": { "extends": "warm", "name": "cold one" },
  },
}
`;

const TS_TEXT = `import { cosine, defineSchedule, epochs, linear } from "learning-rate-designer";

declare const loader: unknown[];
export const run = defineSchedule({
  length: { epochs: 90, stepsPerEpoch: loader.length / 2 },
  learningRate: [linear({ from: 0.1, to: 3.2, for: epochs(5) }), cosine({ to: 0 })],
});
`;

const all = (document: vscode.TextDocument): vscode.Range =>
  new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));

const execute = <Result>(command: string, ...rest: unknown[]): Thenable<Result> =>
  vscode.commands.executeCommand<Result>(command, ...rest);

async function hintsOf(document: vscode.TextDocument): Promise<string[]> {
  const hints = await execute<vscode.InlayHint[]>(
    "vscode.executeInlayHintProvider",
    document.uri,
    all(document),
  );
  return hints.map(({ label }) =>
    typeof label === "string" ? label : label.map(({ value }) => value).join(""),
  );
}

const rewritesAt = (document: vscode.TextDocument, text: string): Thenable<vscode.CodeAction[]> =>
  execute(
    "vscode.executeCodeActionProvider",
    document.uri,
    rangeOf(document, text),
    vscode.CodeActionKind.RefactorRewrite.value,
  );

function named(symbols: readonly vscode.DocumentSymbol[], name: string): vscode.DocumentSymbol {
  for (const symbol of symbols) {
    if (symbol.name === name) return symbol;
    const inner = symbol.children.find((child) => child.name === name);
    if (inner) return inner;
  }
  throw new Error(`${name} is not among ${symbols.map((symbol) => symbol.name).join(", ")}`);
}

describe("language features in JSON", () => {
  afterEach(closeAll);

  it("list schedules, tracks and phases in the outline", async () => {
    const { document } = await openNew("outline.schedule.json", JSON_TEXT);
    const symbols = await execute<vscode.DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    const track = named(
      symbols.flatMap((symbol) => [symbol, ...symbol.children]),
      "learningRate: linear → cosine",
    );
    assert.deepEqual(
      track.children.map(({ detail }) => detail),
      ["780 steps (5 epochs), 0.1 → 3.2", "13,260 steps (85 epochs), 3.2 → 0"],
    );
  });

  it("show steps beside units and lengths, until they are turned off", async () => {
    const { document } = await openNew("hints.schedule.json", JSON_TEXT);
    assert.deepEqual(await hintsOf(document), ["= 14,040 steps", "= 780 steps"]);
    const settings = vscode.workspace.getConfiguration("learningRateDesigner");
    await settings.update("inlayHints.enabled", false, vscode.ConfigurationTarget.Global);
    try {
      await until("no hints are left", async () => (await hintsOf(document)).length === 0);
    } finally {
      await settings.update("inlayHints.enabled", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("lead from `follow` and `extends` to what they name", async () => {
    const { document } = await openNew("navigation.schedule.json", JSON_TEXT);
    const target = async (text: string, inside: string): Promise<string[]> => {
      const place = document.getText().indexOf(text) + text.indexOf(inside) + 1;
      const found = await execute<vscode.Location[]>(
        "vscode.executeDefinitionProvider",
        document.uri,
        document.positionAt(place),
      );
      return found.map(({ range }) => `${range.start.line}: ${document.getText(range)}`);
    };
    assert.deepEqual(await target('"follow": "learningRate"', "learningRate"), ["4: learningRate"]);
    assert.deepEqual(await target('"extends": "warm"', "warm"), ["2: warm"]);
    const place = document.positionAt(document.getText().indexOf('"warm": {') + 2);
    const references = await execute<vscode.Location[]>(
      "vscode.executeReferenceProvider",
      document.uri,
      place,
    );
    assert.deepEqual(
      references.map(({ range }) => range.start.line).sort((a, b) => a - b),
      [2, 10],
    );
  });

  it("rename a schedule and its uses in one undo step", async () => {
    const { document } = await openNew("rename.schedule.json", JSON_TEXT);
    const place = document.positionAt(JSON_TEXT.indexOf('"warm": {') + 2);
    const edit = await execute<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      place,
      "hot",
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), JSON_TEXT.replaceAll('"warm"', '"hot"'));
    await execute("undo");
    assert.equal(document.getText(), JSON_TEXT);
  });

  it("write a duration in another unit, and split and join phases", async () => {
    const { document } = await openNew("rewrite.schedule.json", JSON_TEXT);
    const actions = await rewritesAt(document, '"5 epochs"');
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.includes("Write it as 780 steps"), titles.join(", "));
    const split = actions.find(({ title }) => title === "Split the phase in the middle");
    assert.ok(split?.edit);
    assert.ok(await vscode.workspace.applyEdit(split.edit));
    await whenRead(document);
    assert.ok(document.getText().includes('"to": 1.65, "for": "2.5 epochs"'), document.getText());
    assert.ok(document.getText().includes("// a comment that must survive"));
    const joined = (await rewritesAt(document, '"from": 0.1')).find(({ title }) =>
      title.startsWith("Join"),
    );
    assert.ok(joined?.edit);
    assert.ok(await vscode.workspace.applyEdit(joined.edit));
    assert.ok(document.getText().includes('"from": 0.1, "to": 3.2, "for": "5 epochs"'));
  });

  it("stand above schedules only where the setting asks for it", async () => {
    const { document } = await openNew("lens.schedule.json", JSON_TEXT);
    const titles = async (): Promise<(string | undefined)[]> =>
      (await execute<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 100)).map(
        ({ command }) => command?.title,
      );
    assert.deepEqual(await titles(), []);
    const settings = vscode.workspace.getConfiguration("learningRateDesigner");
    await settings.update("codeLens.enabled", true, vscode.ConfigurationTarget.Global);
    try {
      await until("the lenses are there", async () =>
        (await titles()).includes("peak 3.2 at step 780, 14,040 steps (90 epochs)"),
      );
    } finally {
      await settings.update("codeLens.enabled", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

describe("completion", () => {
  afterEach(closeAll);

  /** Not only files that the extension reads. */
  const opened = async (name: string, text: string): Promise<vscode.TextDocument> => {
    const uri = inWorkspace(name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await execute("vscode.open", uri, { preview: false });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), uri.toString());
    return editor.document;
  };
  const labelsAt = async (name: string, text: string): Promise<string[]> => {
    const offset = text.indexOf("|");
    const document = await opened(name, text.replace("|", ""));
    const { items } = await execute<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      document.positionAt(offset),
    );
    return items.map(({ label }) => (typeof label === "string" ? label : label.label));
  };

  it("offers units in JSON and the keys of a phase in TypeScript", async () => {
    const json = await labelsAt("complete.schedule.json", JSON_TEXT.replace("5 epochs", "5|"));
    assert.ok(json.includes("5 epochs"), json.join(", "));
    const keys = await labelsAt("complete.ts", TS_TEXT.replace("to: 3.2,", "|"));
    for (const key of ["to", "endpoint", "every"]) assert.ok(keys.includes(key), keys.join(", "));
  });

  /** Accepts the item of this label at the cursor, as the editor does; how many went before it. */
  const accept = async (editor: vscode.TextEditor, label: string): Promise<number> => {
    const { document, selection } = editor;
    await whenRead(document);
    const { items } = await execute<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      selection.active,
    );
    const labels = items.map((item) =>
      typeof item.label === "string" ? item.label : item.label.label,
    );
    const place = labels.indexOf(label);
    const item = items[place];
    const before = document.getText().slice(0, document.offsetAt(selection.active));
    assert.ok(item, `${label} is not offered after ${before}, but ${labels.join(", ")}`);
    assert.equal(labels.lastIndexOf(label), place, `${label} is offered twice`);
    const { range, insertText = label } = item;
    const at = range instanceof vscode.Range ? range : range?.replacing;
    const text = typeof insertText === "string" ? insertText : insertText.value;
    await editor.insertSnippet(new vscode.SnippetString(text), at ?? selection.active);
    const sorted = items.map((one, index) => one.sortText ?? labels[index] ?? "").sort();
    return sorted.indexOf(item.sortText ?? label);
  };
  const beforeEnd = (document: vscode.TextDocument): vscode.Selection => {
    const end = document.positionAt(document.getText().lastIndexOf("}"));
    return new vscode.Selection(end, end);
  };
  const type = (editor: vscode.TextEditor, text: string): Thenable<boolean> =>
    editor.insertSnippet(new vscode.SnippetString(text));

  it("writes a first schedule in JSON with accepted items alone, the likeliest first", async () => {
    const editor = await openNew("first.schedule.json", "{}");
    editor.selection = new vscode.Selection(0, 1, 0, 1);
    assert.equal(await accept(editor, "length"), 0);
    await accept(editor, "run in steps");
    await execute("leaveSnippet");
    editor.selection = beforeEnd(editor.document);
    await type(editor, ", ");
    await accept(editor, "optimizer");
    await accept(editor, "adamw");
    editor.selection = beforeEnd(editor.document);
    await type(editor, ", ");
    await accept(editor, "learningRate");
    await accept(editor, "warmup, then cosine");
    await whenRead(editor.document);
    assert.deepEqual(
      problemsOf(editor.document.uri).filter(
        ({ severity }) => severity === vscode.DiagnosticSeverity.Error,
      ),
      [],
    );
    assert.match(editor.document.getText(), /"kind": "cosine"/);
  });

  it("offers each recipe once in an empty file, and none elsewhere", async () => {
    const recipes = (labels: readonly string[]) => labels.includes("BERT pre-training");
    const titles = templates.map(({ title }) => title);
    for (const name of ["blank.schedule.json", "blank.ts"]) {
      const labels = await labelsAt(name, "|");
      const once = titles.filter((title) => labels.filter((label) => label === title).length === 1);
      assert.deepEqual(once, titles, name);
      assert.equal(labels.filter((label) => /ulmfit/i.test(label)).length, 1, name);
    }
    assert.ok(!recipes(await labelsAt("value.schedule.json", '{ "learningRate": | }')));
    assert.ok(!recipes(await labelsAt("text.schedule.json", '{ "name": "|" }')));
    assert.ok(!recipes(await labelsAt("code.ts", "const a = |")));
  });

  it("offers no words of other files where a definition is written", async () => {
    const word = "zyzzyva";
    await openNew("words.schedule.json", `{ "name": "${word}", "length": { "steps": 10 } }`);
    // in a file of the same language that is none of ours they are
    await until("words are offered", async () =>
      (await labelsAt("plain.jsonc", '{ "a": | }')).includes(word),
    );
    const places = [
      "{ | }",
      '{ "length": { | } }',
      '{ "optimizer": { "name": "|" } }',
      '{ "learningRate": | }',
      '{ "learningRate": [ | ] }',
      '{ "learningRate": [{ "kind": "|" }] }',
      '{ "learningRate": [{ "kind": "linear", "to": | }] }',
      '{ "learningRate": [{ "kind": "linear", "for": | }] }',
      '{ "name": "|" }',
    ];
    for (const [index, text] of places.entries()) {
      const labels = await labelsAt(`place-${index}.schedule.json`, text);
      assert.ok(!labels.includes(word), `${text}: ${labels.join(", ")}`);
    }
  });

  it("offers no words of other files in a definition in TypeScript", async () => {
    const word = "zyzzyva";
    await opened("words.ts", `// ${word}\nexport {};\n`);
    // in a file that is none of ours they are, where TypeScript's own server is not there
    await until("words are offered", async () =>
      (await labelsAt("plain.ts", 'const a = "|";')).includes(word),
    );
    const places = [
      "{ | }",
      "{ length: | }",
      "{ length: { | } }",
      "{ length: { steps: | } }",
      '{ optimizer: { name: "|" } }',
      "{ optimizer: { weightDecay: | } }",
      "{ learningRate: | }",
      "{ learningRate: [ | ] }",
      "{ learningRate: [linear({ | })] }",
      "{ learningRate: [linear({ to: | })] }",
      "{ learningRate: [linear({ for: | })] }",
      '{ learningRate: [linear({ for: "|" })] }',
      "{ learningRate: [linear({ for: epochs(|) })] }",
      '{ learningRate: [{ kind: "|" }] }',
      '{ length: { steps: 9 }, learningRate: 1, momentum: { follow: "|" } }',
      '{ learningRate: [linear({ from: "|" })] }',
      '{ name: "|" }',
      '{ probe: { task: "|" } }',
    ];
    const head = 'import { defineSchedule, epochs, linear } from "learning-rate-designer";\n';
    const seen: string[] = [];
    for (const [index, text] of places.entries()) {
      const whole = `${head}export default defineSchedule(${text});\n`;
      const labels = await labelsAt(`place-${index}.ts`, whole);
      if (labels.includes(word)) seen.push(`${text}: ${labels.join(", ")}`);
    }
    assert.deepEqual(seen, []);
  });
});

describe("a schedule in a file of another name", () => {
  afterEach(closeAll);

  it("is read for what it says", async () => {
    const text = '{ "length": { "steps": 100 }, "learningRate": { "kind": "lineal", "to": 0 } }';
    const { document } = await openNew("my-run.json", text);
    await until("its problem is listed", () =>
      problemsOf(document.uri).some(({ message }) => message.includes("lineal")),
    );
    await vscode.workspace.fs.delete(document.uri);
  });
});

describe("values that only the running program knows", () => {
  afterEach(closeAll);

  it("are asked for, given for the preview, and forgotten", async () => {
    const { document } = await openNew("unknown.ts", TS_TEXT);
    const { uri } = document;
    assert.ok((await hintsOf(document)).includes("? give a value"));
    const fixes = await execute<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      uri,
      rangeOf(document, "loader.length / 2"),
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = fixes.find(({ title }) => title.includes('"loader.length"'));
    assert.ok(fix?.command);
    await execute(fix.command.command, uri, "loader.length", 312);
    // 312 / 2 = 156 steps an epoch
    await until("the value is taken", async () =>
      (await hintsOf(document)).includes("= 14,040 steps"),
    );
    assert.ok((await hintsOf(document)).includes("= 312 (given)"));
    assert.equal(document.getText(), TS_TEXT);
    await execute("learningRateDesigner.forgetValues", uri);
    await until("it is forgotten", async () =>
      (await hintsOf(document)).includes("? give a value"),
    );
  });
});
