import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { EXIT } from "../../../src/cli/exit";
import { call } from "./capture";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const page = readFileSync("docs/ci.md", "utf8");
const [hook] = parse(readFileSync(".pre-commit-hooks.yaml", "utf8")) as [
  { id: string; entry: string; files: string; language: string },
];

/** Every call of the command line in a text, without what npx is told. */
const callsIn = (text: string): string[][] =>
  [...text.matchAll(/npx (?:--yes )?learning-rate-designer(?:@[\d.]+)? ([^\n>]*)/g)].map(
    ([, rest = ""]) =>
      [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ""),
  );

describe("what runs in CI", () => {
  it("names the version of this package, and only that", () => {
    const named = [...`${page}${hook.entry}`.matchAll(/learning-rate-designer@([\d.]+)/g)];
    expect(named.length).toBeGreaterThan(2);
    expect(new Set(named.map(([, one]) => one))).toEqual(new Set([version]));
    expect(page).toContain(`rev: v${version}`);
  });

  it("has a hook that takes the examples, and whose call lints them", async () => {
    const files = new RegExp(hook.files);
    const examples = readdirSync("examples/json").filter((name) => files.test(name));
    expect(examples).toEqual(readdirSync("examples/json"));
    expect(files.test("package.json")).toBe(false);
    const [args = []] = callsIn(hook.entry);
    const { code } = await call(...args, `examples/json/${examples[0] ?? ""}`);
    expect(code).toBe(EXIT.ok);
  });

  it("is described by calls that the command line takes", async () => {
    const calls = callsIn(page);
    expect(calls.length).toBeGreaterThanOrEqual(3);
    for (const args of calls) {
      const own = args.filter((arg) => /^(lint|--|\d|github|sarif)/.test(arg));
      expect((await call(...own, "examples/json/gpt3.schedule.json")).err).toBe("");
    }
  });

  it("shows workflows that are YAML", () => {
    for (const [, block = ""] of page.matchAll(/```yaml\n([\s\S]*?)```/g))
      expect(parseAllDocuments(block).flatMap(({ errors }) => errors)).toEqual([]);
  });

  it("has exit codes that stay as they are", () => {
    expect(EXIT).toEqual({ ok: 0, failed: 1, usage: 2, broken: 3, interrupted: 130 });
  });
});
