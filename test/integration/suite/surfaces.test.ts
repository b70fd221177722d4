import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/host/names";
import {
  activated,
  closeAll,
  codeOf,
  inWorkspace,
  open,
  openNew,
  problemsOf,
  until,
  whenRead,
} from "../support";

const JSON_TEXT = `{
  "length": { "steps": 100 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 1, "for": "10%" },
    { "kind": "cosine", "to": 0 }
  ]
}
`;
const WRONG = JSON_TEXT.replace("cosine", "sawtooth");
const TS_TEXT =
  'import { defineSchedule } from "learning-rate-designer";\nexport const s = defineSchedule({ length: { steps: 9 }, learningRate: 0.1 });\n';

const drawn = async (uri: vscode.Uri): Promise<number> =>
  (await activated()).sparklines(uri).length;
const isDrawn = (uri: vscode.Uri): Promise<void> =>
  until(`${uri.toString()} has its curve`, async () => (await drawn(uri)) === 1);

/** A file system in memory whose files cannot be written, as that of a remote repository. */
class Memory implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  constructor(private readonly files: ReadonlyMap<string, string>) {}
  watch = (): vscode.Disposable => new vscode.Disposable(() => undefined);
  stat({ path }: vscode.Uri): vscode.FileStat {
    const size = this.files.get(path)?.length;
    if (size === undefined) throw vscode.FileSystemError.FileNotFound();
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size };
  }
  readFile = ({ path }: vscode.Uri): Uint8Array =>
    new TextEncoder().encode(this.files.get(path) ?? "");
  readDirectory = (): [string, vscode.FileType][] => [];
  createDirectory = (): void => undefined;
  writeFile = (): void => undefined;
  delete = (): void => undefined;
  rename = (): void => undefined;
}

describe("schedules that are no ordinary files", () => {
  afterEach(closeAll);

  it("are read in untitled documents, in both languages", async () => {
    for (const [language, content] of [
      ["jsonc", JSON_TEXT],
      ["json", JSON_TEXT],
      ["typescript", TS_TEXT],
    ] as const) {
      const document = await vscode.workspace.openTextDocument({ language, content });
      await vscode.window.showTextDocument(document, { preview: false });
      await isDrawn(document.uri);
    }
  });

  it("are read once an untitled text is said, or found, to be JSON", async () => {
    const document = await vscode.workspace.openTextDocument({
      language: "plaintext",
      content: WRONG,
    });
    await vscode.window.showTextDocument(document, { preview: false });
    const api = await activated();
    await vscode.commands.executeCommand(COMMANDS.openPreview);
    const shown = async () => (await api.inspectPanel()).series.map(({ schedule }) => schedule);
    await until("nothing is drawn", async () => (await shown()).length === 0);
    await vscode.languages.setTextDocumentLanguage(document, "jsonc");
    await until("its mistake is told", () => problemsOf(document.uri).length > 0);
    await until("the panel shows it", async () =>
      (await shown()).some((id) => id.startsWith(document.uri.toString())),
    );
    await vscode.languages.setTextDocumentLanguage(document, "plaintext");
    await until("nothing is told of a text", () => problemsOf(document.uri).length === 0);
    await until("nothing is drawn of a text", async () => (await shown()).length === 0);
  });

  it("are read, checked and drawn in a read-only virtual file system", async () => {
    const files = new Map([
      ["/good.schedule.json", JSON_TEXT],
      ["/wrong.schedule.json", WRONG],
      ["/train.ts", TS_TEXT],
    ]);
    const registered = vscode.workspace.registerFileSystemProvider("lrmemory", new Memory(files), {
      isReadonly: true,
    });
    try {
      for (const path of ["/good.schedule.json", "/train.ts"]) {
        const { document } = await open(vscode.Uri.from({ scheme: "lrmemory", path }));
        await isDrawn(document.uri);
      }
      const wrong = vscode.Uri.from({ scheme: "lrmemory", path: "/wrong.schedule.json" });
      await open(wrong);
      assert.deepEqual(problemsOf(wrong).map(codeOf), ["unknown-kind"]);
    } finally {
      registered.dispose();
    }
  });

  it("are drawn in the old and the new version of a comparison, and checked in the new", async () => {
    const registered = vscode.workspace.registerTextDocumentContentProvider("git", {
      provideTextDocumentContent: () => WRONG.replace('"steps": 100', '"steps": 50'),
    });
    try {
      const { document } = await openNew("compared.schedule.json", JSON_TEXT);
      const old = document.uri.with({ scheme: "git", query: "HEAD" });
      await vscode.commands.executeCommand("vscode.diff", old, document.uri);
      const shown = (): string[] =>
        vscode.window.visibleTextEditors.map(({ document: { uri } }) => uri.scheme);
      await until("both sides are shown", () => shown().includes("git"));
      await isDrawn(document.uri);
      const left = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "git");
      assert.ok(left);
      await whenRead(left);
      assert.deepEqual(problemsOf(left.uri), []);
    } finally {
      registered.dispose();
    }
  });

  it("are read, checked and drawn in the cells of a notebook", async () => {
    const cell = (text: string, language: string): vscode.NotebookCellData =>
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, language);
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([
        cell(TS_TEXT, "typescript"),
        cell(JSON_TEXT, "json"),
        cell(WRONG, "jsonc"),
        cell("print(1)", "python"),
      ]),
    );
    const editor = await vscode.window.showNotebookDocument(notebook);
    const [typescript, json, wrong] = notebook.getCells().map(({ document }) => document.uri);
    assert.ok(typescript && json && wrong);
    await isDrawn(typescript);
    await isDrawn(json);
    await until("the wrong cell is checked", () => problemsOf(wrong).length > 0);
    assert.deepEqual(problemsOf(wrong).map(codeOf), ["unknown-kind"]);
    assert.equal(editor.notebook.cellCount, 4);
  });
});

describe("the Python cells of a notebook", () => {
  afterEach(closeAll);

  it("are one scope: drawn, checked and told of in each cell", async () => {
    const cell = (text: string): vscode.NotebookCellData =>
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "python");
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([
        cell("%matplotlib inline\nimport torch\nepochs = 30"),
        cell(
          "opt = torch.optim.SGD(net.parameters(), lr=0.1)\nsched = torch.optim.lr_scheduler.StepLR(opt, 10)",
        ),
        cell("for epoch in range(epochs):\n    sched.step()\n    opt.step()"),
      ]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const [first, second, third] = notebook.getCells().map(({ document }) => document);
    assert.ok(first && second && third);
    await isDrawn(second.uri);
    await until("the loop is checked", () => problemsOf(third.uri).length > 0);
    assert.deepEqual(problemsOf(third.uri).map(codeOf), ["step-order"]);
    assert.deepEqual(problemsOf(second.uri), []);
    const place = new vscode.Position(1, 35);
    const hovered = async (): Promise<string> => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        second.uri,
        place,
      );
      return found
        .flatMap(({ contents }) => contents as vscode.MarkdownString[])
        .map(({ value }) => value)
        .join("\n")
        .replace(/&#(\d+);/g, (_match, code: string) => String.fromCodePoint(Number(code)));
    };
    assert.match(await hovered(), /30 steps/);

    // what one cell says decides what stands in the others
    const edit = new vscode.WorkspaceEdit();
    edit.replace(third.uri, new vscode.Range(1, 0, 3, 0), "    opt.step()\n    sched.step()");
    await vscode.workspace.applyEdit(edit);
    await until("the loop is mended", () => problemsOf(third.uri).length === 0);
    const scheduler = new vscode.WorkspaceEdit();
    scheduler.replace(first.uri, new vscode.Range(2, 0, 2, 11), "epochs = 50");
    await vscode.workspace.applyEdit(scheduler);
    await until("the other cell follows", async () => /50 steps/.test(await hovered()));
  });
});

describe("the inline preview", () => {
  afterEach(closeAll);

  it("shows each phase where that is set", async () => {
    const { document } = await openNew("phases.schedule.json", JSON_TEXT);
    await isDrawn(document.uri);
    const section = vscode.workspace.getConfiguration("learningRateDesigner", document.uri);
    const set = (value: string | undefined) =>
      section.update("inlinePreview.scope", value, vscode.ConfigurationTarget.Workspace);
    try {
      await set("phases");
      await until("phases are drawn", async () => (await drawn(document.uri)) === 3);
      const lines = (await activated()).sparklines(document.uri).map(({ line }) => line);
      assert.deepEqual(lines, [0, 3, 4]);
    } finally {
      await set(undefined);
    }
    await isDrawn(document.uri);
  });
});

describe("navigation", () => {
  afterEach(closeAll);

  it("leads into another file: to the schedule extended and to the track followed", async () => {
    const base = `{ "schedules": {\n  "small": { "learningRate": 1 },\n  "large": { "length": { "steps": 9 },\n    "learningRate": 0.1 } } }`;
    await openNew("base.schedule.json", base);
    const text = `{ "extends": "./base.schedule.json#large",\n  "weightDecay": { "follow": "learningRate", "relation": "constantProduct", "product": 0.1 } }`;
    const { document } = await openNew("change.schedule.json", text);
    const target = async (mark: string): Promise<string[]> => {
      const found = await vscode.commands.executeCommand<vscode.Location[]>(
        "vscode.executeDefinitionProvider",
        document.uri,
        document.positionAt(text.indexOf(mark) + 3),
      );
      return found.map(
        ({ uri, range }) => `${uri.path.split("/").at(-1) ?? ""} ${range.start.line}`,
      );
    };
    assert.deepEqual(await target('"./base'), ["base.schedule.json 2"]);
    assert.deepEqual(await target('"learningRate"'), ["base.schedule.json 3"]);
    assert.ok(inWorkspace("base.schedule.json"));
  });
});
