import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../harness/paths";
import { emptyFolder } from "./support/installed";
import { TypeScriptServer } from "./support/tsserver";

const PLUGIN = "learning-rate-designer-typescript";
const TEXT = `import { cosine, defineSchedule } from "learning-rate-designer";
export const schedule = defineSchedule({
  length: { steps: true },
  learningRate: [cosine({ from: 0.1, to: 0 })],
});
export const rate = schedule.at(3).learningRate;
`;

interface Diagnostic {
  readonly code: number;
  readonly category: string;
  readonly text: string;
  readonly start: { readonly line: number; readonly offset: number };
}

/** The extension as it is installed: what the package holds of the plugin, and nothing else. */
function installedExtension(): string {
  const folder = emptyFolder();
  const modules = path.join(folder, "node_modules", PLUGIN);
  cpSync(path.join(ROOT, "dist/typescript"), path.join(folder, "dist/typescript"), {
    recursive: true,
  });
  mkdirSync(modules, { recursive: true });
  cpSync(path.join(ROOT, "src/typescriptPlugin/package.json"), path.join(modules, "package.json"));
  return folder;
}

describe("a project without the package", () => {
  const extension = installedExtension();
  let root = "";
  let folder = "";
  let server: TypeScriptServer;

  beforeAll(() => {
    server = new TypeScriptServer(PLUGIN, extension);
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });
  afterAll(() => {
    server.end();
    rmSync(extension, { recursive: true, force: true });
  });

  /** What the server finds in a new project's file. */
  async function problems(
    name: string,
    text: string,
    compilerOptions: object,
  ): Promise<readonly Diagnostic[]> {
    root = emptyFolder();
    // TypeScript watches no folder this close to the file system's root.
    folder = path.join(root, "work", "project");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    const file = path.join(folder, name);
    writeFileSync(file, text);
    server.tell("open", { file });
    return (await server.ask("semanticDiagnosticsSync", { file })) as Diagnostic[];
  }

  it.each([
    { module: "nodenext", moduleResolution: "nodenext" },
    { module: "esnext", moduleResolution: "bundler", strict: true },
    { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" },
  ])("has the extension's types meanwhile, and is told so: %o", async (options) => {
    const found = await problems("a.ts", TEXT, { ...options, types: [] });
    expect(found.map(({ code, category }) => `${category} ${code}`)).toEqual([
      "error 2322",
      "warning 2307",
    ]);
    const [wrong, missing] = found;
    expect(wrong?.start).toEqual({ line: 3, offset: 13 });
    expect(missing?.start).toEqual({ line: 1, offset: 40 });
    expect(missing?.text).toContain("Cannot find module 'learning-rate-designer'");
    const file = path.join(folder, "a.ts");
    const info = await server.ask("quickinfo", { file, line: 6, offset: 15 });
    expect(info).toMatchObject({ displayString: "const rate: number" });
  });

  it("keeps TypeScript's own error for every other package", async () => {
    const text =
      'import "learning-rate-designer-else";\nimport { a } from "learning-rate";\na();\n';
    const found = await problems("b.ts", text, { module: "nodenext", types: [] });
    expect(found.map(({ code, category }) => `${category} ${code}`)).toContain("error 2307");
    expect(found.map(({ text: said }) => said).join()).not.toContain("Learning Rate Designer");
  });

  it("takes the package's own types once it is installed, without being started anew", async () => {
    const text = 'import { own } from "learning-rate-designer";\nexport const value = own;\n';
    const before = await problems("c.ts", text, { module: "nodenext", types: [] });
    expect(before.map(({ code }) => code)).toEqual([2305, 2307]);
    const modules = path.join(folder, "node_modules/learning-rate-designer");
    mkdirSync(modules, { recursive: true });
    const manifest = { name: "learning-rate-designer", version: "1.0.0", types: "index.d.ts" };
    writeFileSync(path.join(modules, "index.d.ts"), "export declare const own: number;\n");
    writeFileSync(path.join(modules, "package.json"), JSON.stringify(manifest));
    const file = path.join(folder, "c.ts");
    await expect
      .poll(() => server.ask("semanticDiagnosticsSync", { file }), { timeout: 60_000 })
      .toEqual([]);
  });
});
