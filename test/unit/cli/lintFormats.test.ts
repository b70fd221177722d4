import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import Ajv from "ajv-draft-04";
import { describe, expect, it } from "vitest";
import { sarif } from "../../../src/cli/lintFormats/sarif";
import { call } from "./capture";

/** The schema of OASIS, github.com/oasis-tcs/sarif-spec, as it stands. */
const SCHEMA = JSON.parse(
  readFileSync("test/fixtures/sarif/sarif-schema-2.1.0.json", "utf8"),
) as object;
const ajv = new Ajv({ strict: false, validateFormats: false });
const isSarif = ajv.compile(SCHEMA);

const LONG_WARMUP = `{
  "length": { "steps": 1000 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 0.1, "for": 5000 },
    { "kind": "cosine", "to": 0 }
  ]
}`;
/** A warmup over most of the run; how long, another file says. */
const SCRIPT = `import torch
from options import parser
from transformers import get_linear_schedule_with_warmup
args = parser.parse_args()
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)
scheduler = get_linear_schedule_with_warmup(optimizer, args.warmup, 1000)
for step in range(1000):
    optimizer.step()
    scheduler.step()
`;
const OPTIONS = `import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--warmup", type=int, default=700)
`;
/** A high constant rate: a warning, and nothing else that fails. */
const CONSTANT = readFileSync("examples/json/compare-warmups.schedule.json", "utf8");

async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "lrd-lint-"));
  for (const [name, text] of Object.entries({ "package.json": "{}", ...files })) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly {
        readonly physicalLocation: { artifactLocation: { uri: string }; region: object };
      }[];
      readonly relatedLocations?: readonly {
        readonly physicalLocation: { artifactLocation: { uri: string } };
        readonly message: { text: string };
      }[];
      readonly fixes?: readonly {
        readonly description: { text: string };
        readonly artifactChanges: readonly {
          readonly artifactLocation: { uri: string };
          readonly replacements: readonly {
            readonly deletedRegion: Readonly<Record<string, number>>;
            readonly insertedContent: { text: string };
          }[];
        }[];
      }[];
    }[];
  }[];
}

describe("lint --format sarif", () => {
  it.each(["a.schedule.json", "ä %20#?& b.schedule.json"])(
    "is valid SARIF 2.1.0 that finds %s again",
    async (name) => {
      const folder = await project({ [name]: LONG_WARMUP });
      const { code, out } = await call("lint", path.join(folder, name), "--format", "sarif");
      const log = JSON.parse(out) as Sarif;
      expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
      expect(code).toBe(1);
      const [{ tool, results } = { tool: undefined, results: [] }] = log.runs;
      const found = results.find(({ ruleId }) => ruleId === "warmup-longer-than-run");
      expect(found?.level).toBe("error");
      expect(tool?.driver.rules[found?.ruleIndex ?? -1]?.id).toBe("warmup-longer-than-run");
      const { artifactLocation, region } = found?.locations[0]?.physicalLocation ?? {};
      expect(region).toEqual({ startLine: 4, startColumn: 54, endLine: 4, endColumn: 58 });
      const uri = new URL(artifactLocation?.uri ?? "");
      expect(path.basename(decodeURIComponent(uri.pathname))).toBe(name);
    },
  );

  it("carries the fixes, which mend the file, and the places that have to do with it", async () => {
    const folder = await project({ "a.schedule.json": LONG_WARMUP });
    const { out } = await call("lint", path.join(folder, "a.schedule.json"), "--format", "sarif");
    const log = JSON.parse(out) as Sarif;
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
    const found = log.runs[0]?.results.find(({ ruleId }) => ruleId === "warmup-longer-than-run");
    const [fix] = found?.fixes ?? [];
    expect(fix?.description.text).toMatch(/^Warm up for /);
    const [change] = fix?.artifactChanges ?? [];
    const [replacement] = change?.replacements ?? [];
    expect(replacement?.deletedRegion).toEqual({
      startLine: 4,
      startColumn: 54,
      endLine: 4,
      endColumn: 58,
    });
    const lines = LONG_WARMUP.split("\n");
    const line = lines[3] ?? "";
    lines[3] = line.slice(0, 53) + (replacement?.insertedContent.text ?? "") + line.slice(57);
    await writeFile(path.join(folder, "b.schedule.json"), lines.join("\n"));
    const mended = await call("lint", path.join(folder, "b.schedule.json"), "--format", "sarif");
    expect(mended.out).not.toContain("warmup-longer-than-run");
  });

  it("carries what mends a file of another program, in the file in which the number stands", async () => {
    const folder = await project({ "train.py": SCRIPT, "options.py": OPTIONS });
    const { out } = await call("lint", path.join(folder, "train.py"), "--format", "sarif");
    const log = JSON.parse(out) as Sarif;
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
    const found = log.runs[0]?.results.find(({ ruleId }) => ruleId === "warmup-too-long");
    const [fix] = found?.fixes ?? [];
    expect(fix?.description.text).toBe("Set num_warmup_steps to 50 (in options.py)");
    expect(fix?.artifactChanges).toMatchObject([
      {
        artifactLocation: { uri: expect.stringMatching(/\/options\.py$/) as string },
        replacements: [
          {
            deletedRegion: { startLine: 3, startColumn: 51, endLine: 3, endColumn: 54 },
            insertedContent: { text: "50" },
          },
        ],
      },
    ]);
  });

  it("says where a value comes from, in another file, too", async () => {
    const folder = await project({
      "run.ts": `import { defineSchedule } from "learning-rate-designer";
import { warmup } from "./warmup";
export default defineSchedule({
  length: { steps: 1000 },
  learningRate: [{ kind: "linear", from: 0, to: 1, for: warmup }, { kind: "cosine", to: 0 }],
});
`,
      "warmup.ts": "export const warmup = 2000;\n",
    });
    const { out } = await call("lint", path.join(folder, "run.ts"), "--format", "sarif");
    const log = JSON.parse(out) as Sarif;
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
    const found = log.runs[0]?.results.find(({ ruleId }) => ruleId === "warmup-longer-than-run");
    const [related] = found?.relatedLocations ?? [];
    expect(related?.message.text).toBe("The value comes from here.");
    expect(related?.physicalLocation.artifactLocation.uri).toMatch(/warmup\.ts$/);
    const uris = found?.fixes?.flatMap(({ artifactChanges }) =>
      artifactChanges.map(({ artifactLocation }) => artifactLocation.uri),
    );
    expect(uris?.some((uri) => uri.endsWith("warmup.ts"))).toBe(true);
  });

  it("names files below the working directory by their way from it", async () => {
    const place = { line: 1, column: 1, endLine: 1, endColumn: 2, severity: "hint" } as const;
    const log: unknown = JSON.parse(
      await sarif([{ ...place, file: "runs/my plan.schedule.json", code: "x", message: "y" }]),
    );
    expect(isSarif(log)).toBe(true);
    expect(log).toMatchObject({
      runs: [
        {
          results: [
            {
              level: "note",
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: {
                      uri: "runs/my%20plan.schedule.json",
                      uriBaseId: "WORKING_DIRECTORY",
                    },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it("is valid where nothing was found, and the schema can refuse", async () => {
    const { out } = await call("lint", "examples/json/gpt3.schedule.json", "--format", "sarif");
    const log = JSON.parse(out) as Sarif;
    expect(isSarif(log)).toBe(true);
    expect(isSarif({ ...log, version: "2.0.0" })).toBe(false);
  });
});

describe("lint --format json", () => {
  it("carries the fixes, those of other programs' files, too", async () => {
    const text = SCRIPT.replace("args.warmup", "700");
    const folder = await project({ "train.py": text, "options.py": OPTIONS });
    const { out } = await call("lint", path.join(folder, "train.py"), "--format", "json");
    const { diagnostics } = JSON.parse(out) as {
      diagnostics: { code: string; fixes?: object[] }[];
    };
    const found = diagnostics.find(({ code }) => code === "warmup-too-long");
    const region = { line: 6, column: 56, endLine: 6, endColumn: 59 };
    expect(found?.fixes).toEqual([
      { title: "Set num_warmup_steps to 50", replacements: [{ region, text: "50" }] },
    ]);
    expect(diagnostics.filter((one) => one !== found).some((one) => "details" in one)).toBe(false);
  });
});

describe("lint --format github", () => {
  it("writes workflow commands whose texts cannot end them", async () => {
    const name = "50%,a:b\n::error::.schedule.json";
    const folder = await project({ [name]: LONG_WARMUP });
    const { out } = await call("lint", path.join(folder, name), "--format", "github");
    const lines = out.trimEnd().split("\n");
    expect(lines.at(-1)).toMatch(/^\d+ errors?, \d+ warnings?$/);
    const commands = lines.slice(0, -1);
    expect(commands.length).toBeGreaterThan(0);
    for (const line of commands)
      expect(line).toMatch(/^::(error|warning|notice) file=[^:,]+,line=\d+,[^:]*::[^\n]+$/);
    expect(commands.join("\n")).toContain(
      "/50%25%2Ca%3Ab%0A%3A%3Aerror%3A%3A.schedule.json,line=4,endLine=4,col=54,endColumn=58,title=warmup-longer-than-run::",
    );
  });
});

describe("lint --max-warnings", () => {
  it.each([
    ["0", 1],
    ["1", 0],
  ])("%s makes the exit code of one warning %i", async (most, expected) => {
    const folder = await project({ "a.schedule.json": CONSTANT });
    const args = ["lint", path.join(folder, "a.schedule.json")];
    expect((await call(...args)).code).toBe(0);
    expect((await call(...args)).out).toMatch(/0 errors, 1 warning\n$/);
    const { code, err } = await call(...args, "--max-warnings", most);
    expect(code).toBe(expected);
    expect(err.includes("--max-warnings")).toBe(expected === 1);
  });
});

describe("the severities of lint", () => {
  const settings = (severity: string): string =>
    `// of the editor\n{ "learningRateDesigner.rules": { "high-constant-rate": "${severity}", }, }`;

  it("are those of the project's editor settings", async () => {
    const folder = await project({
      "runs/deep/a.schedule.json": CONSTANT,
      ".vscode/settings.json": settings("error"),
    });
    const file = path.join(folder, "runs/deep/a.schedule.json");
    expect(await call("lint", file)).toMatchObject({ code: 1 });
    expect(await call("lint", file, "--no-config")).toMatchObject({ code: 0 });
    await mkdir(path.join(folder, "runs/.vscode"));
    await writeFile(path.join(folder, "runs/.vscode/settings.json"), settings("off"));
    expect((await call("lint", file)).out).toBe("0 errors, 0 warnings\n");
  });

  it("are not those of another project above", async () => {
    const folder = await project({
      "inner/package.json": "{}",
      "inner/a.schedule.json": CONSTANT,
      ".vscode/settings.json": settings("error"),
    });
    expect(await call("lint", path.join(folder, "inner/a.schedule.json"))).toMatchObject({
      code: 0,
    });
  });

  it("may come from a file of their own", async () => {
    const folder = await project({
      "a.schedule.json": CONSTANT,
      "strict.json": '{ "rules": { "high-constant-rate": "error" } }',
      ".vscode/settings.json": settings("off"),
    });
    const file = path.join(folder, "a.schedule.json");
    const config = path.join(folder, "strict.json");
    expect(await call("lint", file, "--config", config)).toMatchObject({ code: 1 });
  });

  it.each([
    ['{ "rules": { "never-decays": "fatal" } }', /gives never-decays no severity: use error, /],
    ['{ "rules": ["never-decays"] }', /no object of severities/],
    ['{\n  "rules": {{ }', /bad\.json:2:13: /],
    ["", undefined],
  ])("that are written as %j are judged", async (text, message) => {
    const folder = await project({ "a.schedule.json": CONSTANT, "bad.json": text });
    const config = path.join(folder, "bad.json");
    const { code, err } = await call(
      "lint",
      path.join(folder, "a.schedule.json"),
      "--config",
      config,
    );
    expect(code).toBe(message ? 2 : 0);
    expect(err).toMatch(message ?? /^$/);
  });
});

describe("lint with a pattern", () => {
  it("checks what it finds, passes over what holds no schedule, and leaves node_modules alone", async () => {
    const folder = await project({
      "a.schedule.json": LONG_WARMUP,
      "deep/er/b.schedule.json": LONG_WARMUP,
      "deep/other.json": '{ "x": 1 }',
      "node_modules/p/c.schedule.json": LONG_WARMUP,
    });
    const { code, out } = await call("lint", `${folder}/**/*.json`, "--json");
    const { diagnostics } = JSON.parse(out) as { diagnostics: { file: string; code: string }[] };
    const files = new Set(diagnostics.map(({ file }) => path.relative(folder, path.resolve(file))));
    expect(code).toBe(1);
    expect(files).toEqual(new Set(["a.schedule.json", path.join("deep", "er", "b.schedule.json")]));
  });

  it("fails where no file of it defines a schedule, or none matches", async () => {
    const folder = await project({ "x.schedule.json": '{ "schedules": {} }' });
    const nothing = await call("lint", `${folder}/*.schedule.json`);
    expect(nothing.code).toBe(1);
    expect(nothing.out).toContain("Nothing here was checked");
    const absent = await call("lint", `${folder}/**/*.yaml`);
    expect(absent.code).toBe(2);
    expect(absent.err).toContain("no file matches");
  });

  it("takes a file whose name looks like one for what it is", async () => {
    const folder = await project({ "run[1].schedule.json": LONG_WARMUP });
    expect((await call("lint", path.join(folder, "run[1].schedule.json"))).out).toContain(":4:54:");
  });
});
