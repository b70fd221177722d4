import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const FILES = [
  ...["package.json", "package-lock.json", "CHANGELOG.md"],
  ...[".pre-commit-hooks.yaml", "docs/ci.md"],
];
const run = promisify(execFile);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "release-"));
  for (const file of FILES) cpSync(path.join(ROOT, file), path.join(folder, file));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const script = (name: string, args: readonly string[] = [], env: Record<string, string> = {}) =>
  run(process.execPath, [path.join(ROOT, "scripts/release", name), ...args], { cwd: folder, env });
const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");
const manifest = (): unknown => JSON.parse(read("package.json"));

describe("the changelog", () => {
  it("is one as of keepachangelog.com", () => {
    const text = read("CHANGELOG.md");
    const [first, ...releases] = [...text.matchAll(/^## (.*)$/gm)].map(([, head]) => head);
    expect(first).toBe("[Unreleased]");
    for (const head of releases) expect(head).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/);
    for (const [, head] of text.matchAll(/^### (.*)$/gm))
      expect(["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]).toContain(head);
  });
});

describe("who releases", () => {
  const GOOD = { RELEASE_PUBLISHER: "a-lab", RELEASE_REPOSITORY: "a-lab/rates.js" };

  it("is written into the manifest, with where to report problems", async () => {
    await script("identity.mjs", [], GOOD);
    expect(manifest()).toMatchObject({
      name: "learning-rate-designer",
      publisher: "a-lab",
      repository: { type: "git", url: "git+https://github.com/a-lab/rates.js.git" },
      bugs: { url: "https://github.com/a-lab/rates.js/issues" },
      homepage: "https://github.com/a-lab/rates.js#readme",
      qna: "marketplace",
    });
  });

  it.each([
    ["RELEASE_PUBLISHER", ""],
    ["RELEASE_PUBLISHER", "a lab"],
    ["RELEASE_REPOSITORY", "https://github.com/a-lab/rates"],
    ["RELEASE_REPOSITORY", "a/b/../c"],
  ])("is refused where %s is %j", async (name, value) => {
    const before = read("package.json");
    const refused = script("identity.mjs", [], { ...GOOD, [name]: value });
    await expect(refused).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining(name) as string,
    });
    expect(read("package.json")).toBe(before);
  });
});

describe("a release", () => {
  it("is prepared so that tag, version, changelog and calls agree", async () => {
    await script("prepare.mjs", ["9.8.7", "2031-02-28"]);
    expect(manifest()).toMatchObject({ version: "9.8.7" });
    expect(JSON.parse(read("package-lock.json"))).toMatchObject({
      version: "9.8.7",
      packages: { "": { version: "9.8.7" } },
    });
    expect(read("CHANGELOG.md")).toContain("## [Unreleased]\n\n## [9.8.7] - 2031-02-28\n");
    for (const file of [".pre-commit-hooks.yaml", "docs/ci.md"])
      expect(new Set(read(file).match(/(?<=learning-rate-designer@)[\d.]+/g))).toEqual(
        new Set(["9.8.7"]),
      );
    await script("check.mjs", ["v9.8.7", "notes.md"]);
    expect(read("notes.md")).toMatch(/^### Added\n/);
    expect(read("notes.md")).not.toContain("## [");
  });

  it.each([
    [["9.8", "2031-02-28"], "no version"],
    [["9.8.7", "31.2.2031"], "no day"],
    [["9.8.7"], "no day"],
  ])("is not prepared from %j", async (args, why) => {
    const before = FILES.map(read);
    await expect(script("prepare.mjs", args)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining(why) as string,
    });
    expect(FILES.map(read)).toEqual(before);
  });

  it("is not made of a tag that the folder does not bear out", async () => {
    const { version } = manifest() as { version: string };
    await expect(script("check.mjs", ["v0.0.1"])).rejects.toMatchObject({ code: 1 });
    await script("prepare.mjs", ["9.8.7", "2031-02-28"]);
    await expect(script("check.mjs", [`v${version}`])).rejects.toMatchObject({ code: 1 });
  });
});

describe("the release workflow", () => {
  const text = readFileSync(path.join(ROOT, ".github/workflows/release.yml"), "utf8");
  const workflow = parse(text) as {
    permissions: unknown;
    jobs: Record<string, { needs?: string; steps: { run?: string }[] }>;
  };

  it("publishes what was tested, with the rights that this needs", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(workflow.jobs["publish"]?.needs).toBe("test");
    expect(workflow.jobs["test"]?.steps.map(({ run: command }) => command)).toContain(".ci/run");
  });

  it("holds no secret, and no name of one but the marketplace's", () => {
    expect([...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name)).toEqual(["VSCE_PAT"]);
    expect(text).not.toMatch(/\b(npm_|gh[ps]_|github_pat_)\w+|[0-9a-f]{32}/);
  });

  it("runs programs that there are", () => {
    const named = [...text.matchAll(/(?:node |run: )((?:scripts|\.ci)\/[\w./-]+)/g)];
    expect(named.length).toBeGreaterThan(2);
    for (const [, file = ""] of named) expect(existsSync(path.join(ROOT, file)), file).toBe(true);
  });
});
