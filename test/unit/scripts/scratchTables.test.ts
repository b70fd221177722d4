import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { additions } from "./scratch/additions";
import { Copy } from "./scratch/copy";

const PACKAGE = createRequire(import.meta.url).resolve("typescript-native/package.json");
const COMPILER = join(PACKAGE, "../bin/tsc");
const ENTRY = readFileSync(join(import.meta.dirname, "scratch/evaluate.entry"), "utf8");

interface Told {
  readonly kind: { readonly value: number; readonly library: number; readonly choices: boolean };
  readonly [part: string]: unknown;
}

// Adding a part is one file and one line in one table: what else it needs is written by scripts.
describe("a copy of the sources with one more of each part", () => {
  let copy: Copy;
  let told: Told;

  beforeAll(async () => {
    copy = new Copy();
    for (const addition of additions) copy.add(addition);
    for (const script of ["kinds", "manifest", "schema"]) copy.run(`scripts/${script}.mjs`);
    const { told: tell } = (await copy.load(ENTRY)) as { told: () => Promise<Told> };
    told = await tell();
  }, 120_000);

  afterAll(() => {
    copy.remove();
  });

  it.each(["src/core", "src/probe"])(
    "has no type errors in %s",
    { timeout: 120_000 },
    (project) => {
      copy.run(COMPILER, "-p", project);
    },
  );

  it("draws a phase of the new kind, builds it in the library, offers and drags it", () => {
    expect(told.kind).toEqual({
      value: 0.5,
      library: 0.5,
      choices: true,
      handles: expect.arrayContaining(["learningRate/1/to"]) as unknown,
      problems: expect.arrayContaining(["no-scratch"]) as unknown,
    });
    expect(copy.read("media/schedule.schema.json")).toContain('"const": "halfway"');
    expect(copy.read("src/library/phases.ts")).toContain("readonly halfway: Halfway;");
  });

  it("trains the new task", () => {
    expect(told["task"]).toEqual({ first: "scratch", last: "finished", steps: 3 });
  });

  it("reads a file of the new format", () => {
    expect(told["format"]).toEqual({ id: "scratch", value: 0.25 });
  });

  it("converts to the new target, read back", () => {
    expect(told["writer"]).toEqual({ code: "0.5", off: 0 });
  });

  it("reads a log of the new kind", () => {
    expect(told["log"]).toEqual({ format: "scratch", values: [0.5, 0.25] });
  });

  it("has settings for the new rule and format, and offers assistants the new target", () => {
    const manifest = JSON.parse(copy.read("package.json")) as unknown;
    expect(JSON.stringify(manifest)).toContain('"no-scratch"');
    expect(JSON.stringify(manifest)).toContain('"%setting.formats.scratch%"');
    expect(copy.read("package.nls.json")).toContain('"setting.formats.scratch": "Scratch rates"');
    const { contributes } = manifest as {
      contributes: { languageModelTools: { inputSchema: { properties: Targets } }[] };
    };
    const targets = contributes.languageModelTools.flatMap(
      ({ inputSchema }) => inputSchema.properties.target?.enum ?? [],
    );
    expect(targets).toContain("scratch");
  });
});

interface Targets {
  readonly target?: { readonly enum?: readonly string[] };
}
