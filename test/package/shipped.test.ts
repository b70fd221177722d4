import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { listFiles, PackageManager } from "@vscode/vsce";
import { describe, expect, it } from "vitest";
import { ROOT } from "../harness/paths";

const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

type Metafiles = Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;

/** What `npm run package` of this stage has packed. */
const VSIX = ".harness/learning-rate-designer.vsix";

describe("the extension's package", () => {
  it("holds what the editor loads and a reader wants, not the npm package, sources or tests", async () => {
    const files = await listFiles({ cwd: ROOT, packageManager: PackageManager.Npm });
    const allowed =
      /^(package(\.nls(\.\w+)?)?\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/(extension|probeWorker)[^/]*\.js|dist\/THIRD_PARTY_NOTICES\.txt|dist\/[^/]+\.wasm|dist\/(lazy|panel|typescript)\/[^/]+|node_modules\/learning-rate-designer-typescript\/package\.json|docs\/[a-z]+\.md|examples\/(json|typescript)\/.*|l10n\/.*|media\/.*)$/;
    expect(files.filter((file) => !allowed.test(file))).toEqual([]);
    expect(files).toContain("dist/extension.js");
    // Where the TypeScript server looks for the plugin, and what that names.
    expect(files).toContain("node_modules/learning-rate-designer-typescript/package.json");
    expect(files).toContain("dist/typescript/plugin.js");
    expect(files).toContain("dist/THIRD_PARTY_NOTICES.txt");
  });

  it("is below 2.5 MB", () => {
    expect(statSync(path.join(ROOT, VSIX)).size).toBeLessThan(2_500_000);
  });

  it("cannot be published to npm in place of the library", () => {
    expect(JSON.parse(read("package.json"))).toMatchObject({ private: true });
    expect(JSON.parse(read("package.json"))).not.toHaveProperty("bin");
    expect(JSON.parse(read("dist/npm/package.json"))).not.toHaveProperty("private");
  });
});

describe("what activation loads", () => {
  it.each(["dist/extension.js", "dist/extension.web.js"])("is below 150 kB: %s", (entry) => {
    expect(Buffer.byteLength(read(entry))).toBeLessThan(150_000);
  });
});

describe("the entry in the browser", () => {
  it("asks for nothing but the editor's interface", () => {
    expect(requiredBy(read("dist/extension.web.js"))).toEqual(["vscode"]);
  });

  it("loads parts that ask for each other and it alone: that host has no modules of node's", () => {
    const parts = readdirSync(path.join(ROOT, "dist/lazy"));
    const known = [...parts, "vscode"];
    expect(parts.length).toBeGreaterThan(5);
    for (const part of parts) {
      // Of emscripten's two ways to begin, the browser takes the one that asks for nothing.
      if (part === "syntax.js") continue;
      const names = requiredBy(read(`dist/lazy/${part}`)).map((name) => name.replace("./", ""));
      expect(known, part).toEqual(expect.arrayContaining(names));
    }
  });
});

/** The modules that a bundle asks for, each once. */
const requiredBy = (bundle: string): string[] => [
  ...new Set(
    [...bundle.matchAll(/\b(?:require|import)\("([^"]+)"\)/g)].map(([, name = ""]) => name),
  ),
];

/** Their wasm files are shipped as they are. */
const COPIED = [
  "node_modules/@vscode/tree-sitter-wasm",
  "node_modules/@tensorflow/tfjs-backend-wasm",
];

/** The folder of the innermost package that a file belongs to. */
const packageOf = (file: string): string | undefined =>
  /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];

describe.each([
  ["dist/THIRD_PARTY_NOTICES.txt", (bundle: string) => !bundle.startsWith("dist/npm/")],
  ["dist/npm/THIRD_PARTY_NOTICES.txt", (bundle: string) => bundle.startsWith("dist/npm/")],
])("%s", (file, isChosen) => {
  const bundles = Object.entries(JSON.parse(read("dist/meta.json")) as Metafiles);
  const inputs = bundles.flatMap(([name, { inputs }]) =>
    isChosen(name) ? Object.keys(inputs) : [],
  );
  const packages = new Set([...COPIED, ...inputs.flatMap((input) => packageOf(input) ?? [])]);
  const notices = read(file).split(`\n${"-".repeat(80)}\n`);

  it("gives every shipped package's licence in full", () => {
    expect(packages.size).toBeGreaterThan(5);
    for (const folder of packages) {
      const { name, version, license } = JSON.parse(read(`${folder}/package.json`)) as Record<
        "name" | "version" | "license",
        string
      >;
      const notice = notices.find((text) => text.includes(`${name} ${version} (${license})`));
      // The sentence by which each of these licences gives its permission.
      expect(notice, name).toMatch(
        /Permission is hereby granted|Permission to use, copy, modify|Redistribution and use in source|TERMS AND CONDITIONS FOR USE/,
      );
    }
  });
});
