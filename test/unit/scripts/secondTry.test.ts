import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

interface Counts {
  readonly passed: number;
  readonly failures: readonly string[];
  readonly retries: readonly string[];
}
type Stage = (context: object) => Promise<Counts>;
type VitestStage = (project: string, options?: { readonly secondTry: boolean }) => Stage;

const script = path.resolve("scripts/test/vitestStage.mjs");
const { vitestStage } = (await import(script)) as { vitestStage: VitestStage };

const CONFIG = `export default {
  test: { projects: [{ test: { name: "ui", include: ["*.test.mjs"] } }] },
};
`;
/** Fails until it has been run once in this folder. */
const UPSET = `import { existsSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
it("is steady", () => {});
it("is upset once", () => {
  const before = existsSync("tried");
  writeFileSync("tried", "");
  expect(before).toBe(true);
});
`;
const WRONG = `import { expect, it } from "vitest";
it("is wrong", () => expect(1).toBe(2));
`;

describe("a stage whose files are tried twice", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), "stage-"));
    symlinkSync(path.resolve("node_modules"), path.join(root, "node_modules"), "junction");
    mkdirSync(path.join(root, "test-results"));
    write("vitest.config.mjs", CONFIG);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const write = (name: string, text: string) => {
    writeFileSync(path.join(root, name), text);
  };
  const run = (secondTry: boolean) =>
    vitestStage("ui", { secondTry })({ root, limitMs: 60_000, write: () => undefined });

  it("passes with what was upset once, and tells of it", async () => {
    write("upset.test.mjs", UPSET);
    const { passed, failures, retries } = await run(true);
    expect({ passed, failures }).toEqual({ passed: 2, failures: [] });
    expect(retries).toEqual([expect.stringMatching(/^upset\.test\.mjs: is upset once: Assertion/)]);
  });

  it("fails with what is wrong both times, once in its list", async () => {
    write("upset.test.mjs", UPSET);
    write("wrong.test.mjs", WRONG);
    const { passed, failures } = await run(true);
    expect(passed).toBe(2);
    expect(failures).toEqual([expect.stringMatching(/^wrong\.test\.mjs: is wrong\n {2}Assertion/)]);
  });

  it("fails at the first failure where it isn't to try twice", async () => {
    write("upset.test.mjs", UPSET);
    const { passed, failures, retries } = await run(false);
    expect({ passed, retries }).toEqual({ passed: 1, retries: [] });
    expect(failures).toHaveLength(1);
  });

  it("fails where a file can't be loaded", async () => {
    write("broken.test.mjs", "import './nowhere.mjs';\n");
    expect((await run(true)).failures).toEqual([expect.stringMatching(/^broken\.test\.mjs: /)]);
  });
});
