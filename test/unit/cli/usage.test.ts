import { describe, expect, it } from "vitest";
import { call } from "./capture";

const GOYAL = "examples/json/goyal-imagenet.schedule.json";

const misuses: [what: string, args: string[], message: RegExp][] = [
  ["no command", [], /no command given/],
  ["an unknown command", ["smaple", GOYAL], /unknown command "smaple"/],
  ["a missing file", ["lint", "nowhere.schedule.json"], /cannot read nowhere\.schedule\.json/],
  ["a folder", ["lint", "examples"], /cannot read examples/],
  ["no file", ["lint"], /lint needs at least one file/],
  ["an unknown flag", ["lint", GOYAL, "--jsn"], /--jsn/],
  ["a flag without its value", ["sample", GOYAL, "--steps"], /--steps/],
  ["a step past the end", ["sample", GOYAL, "--steps", "14131"], /0 to 14,130/],
  ["a step that is no number", ["sample", GOYAL, "--steps", "0,,5"], /whole numbers/],
  ["a count of nothing", ["sample", GOYAL, "--count", "0"], /--count takes a whole number/],
  ["steps and count together", ["sample", GOYAL, "--steps", "1", "--count", "2"], /not both/],
  [
    "an unknown track",
    ["sample", GOYAL, "--track", "rate"],
    /no track "rate"; it has learningRate, momentum/,
  ],
  ["two files for one", ["sample", GOYAL, GOYAL], /takes one file/],
  ["no output", ["render", GOYAL], /needs -o/],
  [
    "an unknown schedule",
    ["render", GOYAL, "-o", "-", "--schedule", "x"],
    /there is no schedule "x"/,
  ],
  ["an unknown backend", ["probe", GOYAL, "--backend", "tpu"], /--backend takes/],
  ["an unknown task", ["probe", GOYAL, "--task", "imagenet"], /unknown task "imagenet"/],
  ["no steps", ["probe", GOYAL, "--steps", "0"], /--steps takes a whole number/],
  ["an unknown format", ["lint", GOYAL, "--format", "xml"], /--format takes one of text, json, /],
  ["two formats", ["lint", GOYAL, "--json", "--format", "sarif"], /not both/],
  ["two configurations", ["lint", GOYAL, "--config", "x", "--no-config"], /not both/],
  ["no such configuration", ["lint", GOYAL, "--config", "x.json"], /cannot read x\.json/],
  ["a limit below 0", ["lint", GOYAL, "--max-warnings=-1"], /--max-warnings takes a whole number/],
  ["a pattern without a file", ["lint", "examples/**/*.xml"], /no file matches/],
  ["JSON of another program", ["sample", ".vscode/launch.json"], /launch\.json holds no schedule/],
  [
    "JSON of another program to check",
    ["lint", ".vscode/tasks.json"],
    /tasks\.json holds no schedule/,
  ],
  ["a language it does not read", ["lint", "README.md"], /README\.md holds no schedule/],
];

describe("misuse", () => {
  it.each(misuses)("%s gives one clear line and exit 2", async (_, args, message) => {
    const { code, out, err } = await call(...args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each([["--help"], ["-h"], ["help"], ["probe", "--help"]])(
    "%s %s tells all",
    async (...args) => {
      const { code, out } = await call(...args);
      expect(code).toBe(0);
      for (const word of ["sample", "lint", "render", "probe", "--json"])
        expect(out).toContain(word);
    },
  );
});
