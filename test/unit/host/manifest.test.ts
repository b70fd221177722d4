import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { writers } from "../../../src/core/write/table";
import { COMMANDS, ID, PANEL_VIEW, RULES_PAGE } from "../../../src/host/names";
import { templatePath, templates } from "../../../src/host/templates";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

interface Manifest {
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { command: string; category: string }[];
    readonly menus: Readonly<Record<string, readonly { command: string; when?: string }[]>>;
    readonly views: Readonly<Record<string, readonly { id: string; icon: string }[]>>;
    readonly colors: readonly { id: string; defaults: Record<string, string> }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly properties: Readonly<Record<string, { default: unknown; scope: string }>>;
    }[];
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly toolReferenceName: string;
      readonly inputSchema: {
        readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
      };
    }[];
    readonly walkthroughs: readonly {
      steps: readonly { id: string; media: { svg: string }; completionEvents: string[] }[];
    }[];
  };
}

const manifest = JSON.parse(read("package.json")) as Manifest;
const { contributes } = manifest;
const words = JSON.parse(read("package.nls.json")) as Record<string, string>;

const EXAMPLES = templates.map(({ file }) => file);

/** The commands that a text of the walkthrough links to, with what they are given. */
const linksIn = (text: string): { command: string; args: readonly unknown[] }[] =>
  [...text.matchAll(/\]\(command:([\w.]+)(?:\?([^)]*))?\)/g)].map(
    ([, command = "", query = "%5B%5D"]) => ({
      command,
      args: JSON.parse(decodeURIComponent(query)) as unknown[],
    }),
  );

describe("the manifest", () => {
  it("has exactly the words that it uses", () => {
    const used = [...read("package.json").matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    expect(new Set(used)).toEqual(new Set(Object.keys(words)));
  });

  it("declares exactly the commands that are registered, under one category", () => {
    const declared = contributes.commands.map(({ command }) => command);
    expect(new Set(declared)).toEqual(new Set(Object.values(COMMANDS)));
    expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(
      new Set(["%category%"]),
    );
  });

  it("has menus for declared commands alone", () => {
    const declared = new Set(contributes.commands.map(({ command }) => command));
    for (const item of Object.values(contributes.menus).flat()) {
      expect(declared).toContain(item.command);
    }
  });

  it("names the view that is registered", () => {
    expect(contributes.views[ID]?.map(({ id }) => id)).toEqual([PANEL_VIEW]);
  });

  it("prefixes every setting and gives it a default and a scope", () => {
    const settings = contributes.configuration.flatMap(({ properties }) =>
      Object.entries(properties),
    );
    expect(settings.length).toBeGreaterThan(5);
    for (const [name, setting] of settings) {
      expect(name).toMatch(new RegExp(`^${ID}\\.`));
      expect(setting.default).toBeDefined();
      // What the machine can compute on is not for a folder's files to say.
      expect(["resource", "machine-overridable"]).toContain(setting.scope);
    }
  });

  it("ticks a step of the walkthrough when it is done, not when a command is asked for", () => {
    for (const { id, completionEvents } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
      expect(completionEvents.join(), id).toMatch(
        /^onContext:learningRateDesigner\.(?:recipeUsed|curveShown|problemFixed|probeFinished)$/,
      );
      // VS Code shows backticks there as they are
      expect(words[`walkthrough.${id}.description`]).not.toContain("`");
    }
  });

  it.each(["package.nls.json", "package.nls.de.json"])(
    "has an example, or the mistake and its fix, in every step of the walkthrough (%s)",
    (file) => {
      const texts = JSON.parse(read(file)) as Record<string, string>;
      const declared = contributes.commands.map(({ command }) => command);
      for (const { id } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
        const links = linksIn(texts[`walkthrough.${id}.description`] ?? "");
        for (const { command } of links) expect(declared, id).toContain(command);
        const examples = links.filter(({ command }) => command === COMMANDS.openExample);
        for (const { args } of examples) expect(EXAMPLES, id).toContain(args[0]);
        const called = links.map(({ command }) => command);
        if (id === "check") expect(called).toEqual([COMMANDS.makeMistake, COMMANDS.fixMistake]);
        else expect(examples, id).toHaveLength(1);
      }
    },
  );

  it("gives every colour in all four kinds of theme", () => {
    for (const { id, defaults } of contributes.colors) {
      expect(id).toMatch(new RegExp(`^${ID}\\.`));
      expect(Object.keys(defaults).sort()).toEqual([
        "dark",
        "highContrast",
        "highContrastLight",
        "light",
      ]);
    }
  });

  it("offers assistants the targets that there are", () => {
    const convert = contributes.languageModelTools.find(({ name }) => name === `${ID}_convert`);
    const targets = convert?.inputSchema.properties["target"]?.enum ?? [];
    expect([...targets].sort()).toEqual(writers.map(({ target }) => target).sort());
  });

  it("points at files that exist", () => {
    const pictures = contributes.walkthroughs.flatMap(({ steps }) =>
      steps.map(({ media }) => media.svg),
    );
    const icons = Object.values(contributes.views).flatMap((views) =>
      views.map(({ icon }) => icon),
    );
    for (const file of [manifest.icon, ...pictures, ...icons]) {
      expect(existsSync(path.join(ROOT, file)), file).toBe(true);
    }
  });
});

describe("the templates", () => {
  it.each(templates.map((template) => [template.title, template] as const))(
    "has %s in both languages, with its citation",
    (_title, template) => {
      for (const language of ["json", "typescript"] as const) {
        const text = read(path.join(...templatePath(template, language)));
        const [identifier] = /arXiv:[\d.]+\d/.exec(template.citation) ?? [];
        expect(identifier).toBeDefined();
        expect(text).toContain(identifier);
      }
    },
  );
});

describe("the package", () => {
  it("holds what the host reads at run time", () => {
    const kept = read(".vscodeignore").split("\n");
    for (const entry of ["examples/json/*.json", "examples/typescript/*.ts", RULES_PAGE]) {
      expect(kept).toContain(`!${entry}`);
    }
  });
});
