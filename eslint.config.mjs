import tseslint from "typescript-eslint";
import { importMap } from "./scripts/lint/importMap.mjs";

const restrict = (patterns) => ({ "no-restricted-imports": ["error", { patterns }] });
const platform = {
  regex: "^(vscode|node:.*|fs|path|os|child_process|worker_threads)$",
  message: "This room runs everywhere: it imports neither vscode nor node.",
};
const outside = {
  regex: "(^|/)(host|cli|probe|webview|test)/",
  message: "The core knows nothing of the rooms built on it.",
};

const EXPORTS = [
  { selector: "ExportDefaultDeclaration", message: "Export by name." },
  {
    selector: "ExportAllDeclaration",
    message: "No barrels: import from the file that defines it.",
  },
];
/** What shows text of the workspace, and would take parts of it for links, images or commands. */
const SINKS = [
  {
    selector: "NewExpression[callee.name='MarkdownString']",
    message: "Text of a file would be taken for Markdown: use the functions of host/sinks.ts.",
  },
  {
    selector:
      "MemberExpression[property.name=/^(show(Error|Warning|Information)Message|withProgress|setStatusBarMessage|appendMarkdown|showQuickPick|createQuickPick|showInputBox|createInputBox)$/]",
    message:
      "Text of a file would be taken for links or icons: use the functions of host/sinks.ts.",
  },
];
const TERMINAL = [
  {
    selector: "MemberExpression[object.name='process'][property.name=/^std(out|err)$/]",
    message: "Text of a file would reach the terminal as commands: use the Environment.",
  },
];
/** What a language can is asked of core/notation, or of a program's rules. */
const LANGUAGES = [
  {
    selector:
      "BinaryExpression[operator=/^[!=]==$/]:matches([left.property.name=/^language(Id)?$/], [left.name=/^language(Id)?$/])[right.value=/./]",
    message: "No language by its name outside of core/syntax: ask notationOf(language).",
  },
];
/** Files of unit tests share their workers, and with them every module. */
const SHARED_MODULES = [
  {
    selector: "MemberExpression[object.name='vi'][property.name=/^(do)?[mM]ock$/]",
    message: "The module would be replaced for other files, too: spy on host/vscodeStandIn.ts.",
  },
];

export default tseslint.config(
  {
    ignores: [
      "dist/**",
      "node_modules/**",
      ".harness/**",
      "coverage/**",
      "test/fixtures/**",
      "test-results/**",
    ],
  },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "no-restricted-syntax": ["error", ...EXPORTS],
      "max-lines": ["error", { max: 500, skipBlankLines: false, skipComments: false }],
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.ts", "webview/**/*.ts"],
    plugins: { rooms: { rules: { map: importMap } } },
    rules: { "rooms/map": "error" },
  },
  { files: ["src/core/**/*.ts"], rules: restrict([platform, outside]) },
  {
    files: ["src/core/**/*.ts"],
    ignores: ["src/core/syntax/**"],
    rules: { "no-restricted-syntax": ["error", ...EXPORTS, ...LANGUAGES] },
  },
  {
    files: ["src/protocol/**/*.ts", "src/probe/**/*.ts", "src/library/**/*.ts"],
    rules: restrict([platform]),
  },
  {
    files: ["src/host/**/*.ts"],
    ignores: ["src/host/sinks.ts"],
    rules: { "no-restricted-syntax": ["error", ...EXPORTS, ...SINKS] },
  },
  {
    // What VS Code's host in the browser offers to load a second file of an extension with.
    files: ["src/host/web/loadPart.ts"],
    rules: { "@typescript-eslint/no-implied-eval": "off" },
  },
  {
    files: ["src/cli/**/*.ts"],
    ignores: ["src/cli/main.ts"],
    rules: { "no-restricted-syntax": ["error", ...EXPORTS, ...TERMINAL] },
  },
  {
    files: ["test/unit/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", ...EXPORTS, ...SHARED_MODULES] },
  },
  {
    files: ["examples/**/*.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
);
