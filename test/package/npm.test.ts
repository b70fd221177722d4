import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { createContext, runInContext } from "node:vm";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../harness/paths";
import { runProgram } from "../harness/runProgram";
import { emptyFolder, firstExample, install, node, pack, PACKAGE } from "./support/installed";

const TSC = path.join(ROOT, "node_modules/typescript/lib/tsc.js");
const packed = emptyFolder();
let tarball = "";
let project = "";

beforeAll(async () => {
  tarball = await pack(packed);
  project = await install(tarball);
});
afterAll(() => {
  for (const folder of [packed, project]) rmSync(folder, { recursive: true, force: true });
});

/** Half a cosine from 3.2 at step 780 to 0 at step 14,040, worked out by hand at its middle: 1.6. */
const USE = `
const schedule = defineSchedule({
  length: { epochs: 90, stepsPerEpoch: 156 },
  learningRate: [linear({ from: 0.1, to: 3.2, for: epochs(5) }), cosine({ to: 0 })],
});
const rates = [0, 390, 780, 7410].map((step) => schedule.at(step).learningRate.toFixed(12));
`;
const RATES = ["0.100000000000", "1.650000000000", "3.200000000000", "1.600000000000"].join();
const NAMES = "{ cosine, defineSchedule, epochs, linear }";

/** What of a saved run is read here. */
interface ProbeFile {
  readonly backend: { readonly why: string };
  readonly replicas: readonly unknown[];
}

function write(name: string, text: string): string {
  writeFileSync(path.join(project, name), text);
  return name;
}

describe("the npm package", () => {
  it("holds the library, the command line, its grammars, schema and papers, and nothing else", async () => {
    const listing = await runProgram("npm", ["pack", PACKAGE, "--dry-run", "--json"], {
      cwd: packed,
      timeoutMs: 60_000,
    });
    const [{ files }] = JSON.parse(listing) as [{ files: { path: string }[] }];
    const names = files.map((file) => file.path);
    expect(names.filter((name) => !name.endsWith(".wasm")).sort()).toEqual([
      ...["LICENSE", "README.md", "THIRD_PARTY_NOTICES.txt", "cli.cjs", "index.cjs"],
      ...["index.d.cts", "index.d.ts", "index.js", "package.json", "schedule.schema.json"],
    ]);
    expect(names).toContain("tree-sitter-python.wasm");
  });

  it("pleases publint", async () => {
    const { messages, pkg } = await publint({
      pack: { tarball: Uint8Array.from(readFileSync(tarball)).buffer },
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it("has types that are right however it is resolved", async () => {
    const result = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
    expect(result.types).toMatchObject({ kind: "included" });
    expect("problems" in result ? result.problems : undefined).toEqual([]);
  });

  it.each([
    ["use.mjs", `import ${NAMES} from "learning-rate-designer";`],
    ["use.cjs", `const ${NAMES} = require("learning-rate-designer");`],
    ["dynamic.cjs", ""],
  ])("works in %s", async (name, head) => {
    const body = `${USE} console.log(rates.join());`;
    const text = head
      ? `${head}${body}`
      : `import("learning-rate-designer").then(({ cosine, defineSchedule, epochs, linear }) => {${body}});`;
    expect(await node(project, write(name, text))).toBe(`${RATES}\n`);
  });

  it.each([
    ["nodenext", "module.mts"],
    ["nodenext", "common.cts"],
    ["bundler", "bundled.ts"],
  ])("compiles strictly under %s in %s", async (resolution, name) => {
    const misspelt =
      "// @ts-expect-error a track that the definition lacks\nschedule.at(0).momentum;";
    write(
      name,
      `import ${NAMES} from "learning-rate-designer";${USE}${misspelt}\nexport { rates };`,
    );
    await typecheck(resolution, name);
  });

  it.each(["README.md", "docs/library.md"])("makes the example of %s work", async (page) => {
    const stem = path.basename(page, ".md").toLowerCase();
    const source = write(`${stem}.mts`, firstExample(page));
    await typecheck("nodenext", source);
    const made = `${stem}.mjs`;
    const entry = path.join(project, source);
    await build({ entryPoints: [entry], outfile: path.join(project, made) });
    expect(await node(project, made)).toBe("");
  });

  it("is bundled for a browser, and asks it for nothing", async () => {
    const entry = write(
      "browser.js",
      `import ${NAMES} from "learning-rate-designer";${USE} globalThis.rates = rates.join();`,
    );
    const { outputFiles } = await build({
      entryPoints: [path.join(project, entry)],
      bundle: true,
      platform: "browser",
      format: "iife",
      write: false,
    });
    const scope = createContext(Object.create(null) as Record<string, unknown>);
    runInContext(outputFiles[0]?.text ?? "", scope);
    expect(scope["rates"]).toBe(RATES);
  });

  it("leaves no byte in a bundle that does not use it", async () => {
    const { outputFiles } = await build({
      stdin: { contents: 'import "learning-rate-designer";', resolveDir: project },
      ...{ bundle: true, write: false, format: "esm", logLevel: "silent" },
    });
    expect(outputFiles[0]?.text.trim()).toBe("");
  });

  it("brings the command line", async () => {
    const file = write(
      "a.schedule.ts",
      `import ${NAMES} from "learning-rate-designer";
export const a = defineSchedule({ length: { steps: 4 }, learningRate: linear({ from: 0, to: 1 }) });
`,
    );
    const bin = (...args: string[]) =>
      runProgram("npx", ["--offline", "learning-rate-designer", ...args], {
        cwd: project,
        timeoutMs: 60_000,
      });
    const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
      version: string;
    };
    expect(await bin("--version")).toBe(`${version}\n`);
    expect(await bin("sample", file, "--steps", "0,1,2", "--csv")).toBe(
      "step,percent,learningRate\r\n0,0,0\r\n1,25,0.25\r\n2,50,0.5\n",
    );
    expect(await bin("lint", "*.schedule.ts", "--no-config")).toMatch(/^0 errors, \d+ warnings?$/m);
    const probe = ["probe", file, "--task", "spirals", "--steps", "2", "--seeds", "1", "--json"];
    expect(JSON.parse(await bin(...probe))).toMatchObject({ steps: 2, backend: { name: "wasm" } });
  });

  it("trains a long probe in several threads as in one, to the last bit", async () => {
    const text = JSON.stringify({ length: { steps: 140 }, learningRate: 0.1 });
    const file = write("long.schedule.json", text);
    const cli = (...args: string[]) => node(project, path.join(PACKAGE, "cli.cjs"), ...args);
    const probe = ["probe", file, "--task", "federated", "--steps", "140", "--seeds", "3"];
    await cli(...probe, "--save", "run.json");
    await cli(...probe, "--shard", "1/1", "--save", "part.json");
    await cli("probe", "merge", "part.json", "--save", "merged.json");
    const [run, merged] = ["run.json", "merged.json"].map(
      (name) => JSON.parse(readFileSync(path.join(project, name), "utf8")) as ProbeFile,
    );
    const sharedOut = availableParallelism() > 1;
    expect(run?.backend.why.includes("shared out among")).toBe(sharedOut);
    expect(merged?.backend.why).not.toMatch(/shared out/);
    expect(run?.replicas).toHaveLength(3);
    expect(run?.replicas).toEqual(merged?.replicas);
  });

  it("brings the schema of *.schedule.json files", async () => {
    const script = 'console.log(require("learning-rate-designer/schedule.schema.json").$schema)';
    expect(await node(project, "-e", script)).toMatch(/json-schema\.org/);
  });

  it("is not described by links that its page could not follow", () => {
    const text = readFileSync(path.join(PACKAGE, "README.md"), "utf8");
    expect([...text.matchAll(/\]\((?!https:|#)[^)]*\)/g)].map(([link]) => link)).toEqual([]);
  });
});

async function typecheck(resolution: string, name: string): Promise<void> {
  const module = resolution === "bundler" ? "esnext" : "nodenext";
  const options = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2023"];
  const where = ["--module", module, "--moduleResolution", resolution];
  await node(project, TSC, ...options, ...where, name);
}
