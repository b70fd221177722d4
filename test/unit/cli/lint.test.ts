import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { call } from "./capture";

interface Linted {
  diagnostics: {
    file: string;
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
    severity: string;
    code: string;
    message: string;
  }[];
}

async function file(name: string, text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "lrd-")), name);
  await writeFile(path, text);
  return path;
}

const examples = async (form: string): Promise<string[]> =>
  (await readdir(`examples/${form}`)).map((name) => `examples/${form}/${name}`);

describe("lint", () => {
  it("names the exact place of a warmup longer than the run, counted from 1", async () => {
    const text = [
      "{",
      '  "length": { "steps": 1000 },',
      '  "learningRate": [',
      '    { "kind": "linear", "from": 0, "to": 0.1, "for": 5000 },',
      '    { "kind": "cosine", "to": 0 }',
      "  ]",
      "}",
    ].join("\n");
    const path = await file("long.schedule.json", text);
    const { code, out } = await call("lint", path, "--json");
    expect(code).toBe(1);
    const { diagnostics } = JSON.parse(out) as Linted;
    const error = diagnostics.find(({ severity }) => severity === "error");
    expect(error).toMatchObject({ file: path, line: 4, column: 54, endLine: 4, endColumn: 58 });
    expect(error?.message).toContain("5");
  });

  it("fails on a file in which there was nothing to check, unless that is fine", async () => {
    for (const [name, text] of [
      ["empty.ts", "export const x = 1;\n"],
      ["none.schedule.json", '{ "schedules": {} }'],
    ] as const) {
      const path = await file(name, text);
      const { code, out } = await call("lint", path);
      expect([name, code]).toEqual([name, 1]);
      expect(out).toContain(`${path}:1:1: error: Nothing here was checked`);
      expect(await call("lint", path, "--allow-empty")).toMatchObject({ code: 0 });
    }
  });

  // The constant rate of compare-warmups stands there to be warned of.
  it("finds nothing wrong in the published recipes", async () => {
    const files = [...(await examples("json")), ...(await examples("typescript"))];
    expect(files.length).toBeGreaterThan(20);
    const { code, out } = await call("lint", ...files, "--json");
    const { diagnostics } = JSON.parse(out) as Linted;
    const harmful = diagnostics.filter(
      ({ severity }) => severity === "error" || severity === "warning",
    );
    expect(harmful.map(({ file, code }) => [file, code])).toEqual([
      ["examples/json/compare-warmups.schedule.json", "high-constant-rate"],
    ]);
    expect(code).toBe(0);
  });

  it("prints one line a problem for people", async () => {
    const path = await file(
      "broken.schedule.json",
      '{ "length": { "steps": -5 }, "learningRate": 0.1 }',
    );
    const { code, out } = await call("lint", path);
    expect(code).toBe(1);
    expect(out).toMatch(/broken\.schedule\.json:1:24: error: .+ \[.+\]\n/);
    expect(out).toMatch(/\d+ errors?, \d+ warnings?\n$/);
  });

  it("tells what it found in the others where a file or a pattern is missing, and exits with 2", async () => {
    const broken = await file(
      "broken.schedule.json",
      '{ "length": { "steps": -5 }, "learningRate": 0.1 }',
    );
    const fine = "examples/json/goyal-imagenet.schedule.json";
    for (const missing of ["nowhere.schedule.json", "examples/**/*.xml", "README.md"]) {
      const { code, out, err } = await call("lint", missing, broken, missing, fine);
      expect(code).toBe(2);
      expect(out).toMatch(/broken\.schedule\.json:1:24: error: .+\n1 error, /);
      expect(err).toContain(missing);
      expect(err.trimEnd().split("\n")).toHaveLength(1);
      // What is fine about the others does not outweigh what could not be checked.
      expect(await call("lint", fine, missing)).toMatchObject({ code: 2, err });
    }
    const both = await call("lint", "a.schedule.json", "b.schedule.json");
    expect(both).toMatchObject({ code: 2, out: "" });
    expect(both.err.trimEnd().split("\n")).toHaveLength(2);
  });
});
