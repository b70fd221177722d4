import { describe, expect, it, vi } from "vitest";
import {
  isEditable,
  knowNotebooksBy,
  scheduleLanguage,
  type Described,
} from "../../../src/host/documents";

const document = (
  path: string,
  languageId: string,
  text = "",
  scheme = "file",
  isUntitled = scheme === "untitled",
): Described => ({
  uri: { scheme, path },
  languageId,
  isUntitled,
  getText: () => text,
});

describe("scheduleLanguage", () => {
  it.each<[string, Described, "json" | "typescript" | "python" | undefined]>([
    ["a schedule file", document("/a/x.schedule.json", "jsonc"), "json"],
    ["one opened as JSON", document("/a/x.schedule.json", "json"), "json"],
    ["a file of the web", document("/x.schedule.json", "jsonc", "", "vscode-vfs"), "json"],
    ["an old version of one", document("/x.schedule.json", "jsonc", "", "git"), "json"],
    ["any other JSON", document("/a/package.json", "json", '"learningRate"'), undefined],
    [
      "a schedule under any name",
      document("/a/run.json", "json", '{"length": {"steps": 9}, "learningRate": 1}'),
      "json",
    ],
    [
      "a config with other words for it",
      document("/a/run.json", "json", '{"length": 9, "learningRate": 1}'),
      undefined,
    ],
    ["a new document", document("Untitled-1", "jsonc", '{"learningRate": 1}', "untitled"), "json"],
    ["a new one of something else", document("Untitled-1", "jsonc", "{}", "untitled"), undefined],
    ["TypeScript", document("/a/x.ts", "typescript", "defineSchedule({})"), "typescript"],
    ["a typed constant", document("/a/x.ts", "typescript", ": ScheduleDefinition"), "typescript"],
    ["other TypeScript", document("/a/x.ts", "typescript", "const x = 1"), undefined],
    ["Python", document("/a/x.py", "python", "defineSchedule"), undefined],
    ["output", document("x", "json", '"learningRate"', "output", true), undefined],
    [
      "a notebook's cell",
      document("/n.ipynb", "typescript", "defineSchedule", "vscode-notebook-cell"),
      "typescript",
    ],
    [
      "a Python cell",
      document("/n.ipynb", "python", "import optax", "vscode-notebook-cell"),
      "python",
    ],
    [
      "a notebook shown as text",
      document("/n.ipynb", "json", '{"length": {"steps": 9}, "learningRate": 1}'),
      undefined,
    ],
    ["one whose text has Python's words", document("/n.ipynb", "json", "lr_scheduler"), undefined],
  ])("knows %s", (_name, described, expected) => {
    expect(scheduleLanguage(described)).toBe(expected);
  });
});

describe("the cells of a notebook", () => {
  it("are known by what all of them say, anew when one of them changes", () => {
    const cell = { ...document("/n.ipynb", "python", "x = 1", "vscode-notebook-cell"), version: 1 };
    let others = "import optax";
    let version = "1 1";
    knowNotebooksBy((asked) => (asked === cell ? { version, text: () => others } : undefined));
    expect(scheduleLanguage(cell)).toBe("python");
    others = "print(1)";
    expect(scheduleLanguage(cell)).toBe("python");
    version = "1 2";
    expect(scheduleLanguage(cell)).toBeUndefined();
    knowNotebooksBy(() => undefined);
  });

  it("are known in every bundle of the host, though each has a copy of this module", async () => {
    const cell = { ...document("/n.ipynb", "python", "x = 1", "vscode-notebook-cell"), version: 1 };
    vi.resetModules();
    const copy = await import("../../../src/host/documents");
    expect(copy.scheduleLanguage).not.toBe(scheduleLanguage);
    expect(copy.scheduleLanguage(cell)).toBeUndefined();
    knowNotebooksBy(() => ({ version: "1", text: () => "import optax" }));
    expect(copy.scheduleLanguage(cell)).toBe("python");
    knowNotebooksBy(() => undefined);
  });
});

describe("isEditable", () => {
  it("is not so for versions of the past", () => {
    expect(isEditable(document("/x.schedule.json", "jsonc", "", "git"))).toBe(false);
    expect(isEditable(document("/x.schedule.json", "jsonc"))).toBe(true);
  });
});
