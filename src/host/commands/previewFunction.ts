import { l10n, window, type TextDocument, type TextEditor } from "vscode";
import type { FunctionPreview } from "../../core/formats/format";
import type { Drawable } from "../../core/formats/functions/find";
import { ask, pick, tell } from "../sinks";
import type { CommandTools } from "./register";

/** Languages whose functions can be drawn, by the grammar that reads them. */
const GRAMMARS = new Map([
  ["python", "python"],
  ["javascript", "typescript"],
  ["javascriptreact", "typescript"],
  ["typescript", "typescript"],
  ["typescriptreact", "typescript"],
] as const);

/**
 * Draws the function at the cursor as a schedule: asks which of its parameters counts the steps and
 * how many there are, and remembers both. Of a function that is drawn already, these can be changed,
 * or the preview ended.
 */
export async function previewFunction(tools: CommandTools): Promise<void> {
  const editor = window.activeTextEditor;
  const found = editor && (await drawable(editor, tools));
  if (!editor || !found) {
    await tell(
      l10n.t(
        "Put the cursor into a function of the file, or a method of one of its classes, in Python, TypeScript or JavaScript. It must take a number; functions inside of functions and async ones cannot be drawn.",
      ),
    );
    return;
  }
  const { document } = editor;
  const before = tools.previews.of(document.uri).find(({ name }) => name === found.name);
  if (before && (await isToEnd(found.name))) {
    await tools.previews.hide(document.uri, found.name);
    return;
  }
  const preview = await wishOf(found, before);
  if (!preview) return;
  await tools.previews.show(document.uri, preview);
  await tools.panels.present();
}

async function drawable(
  { document, selection }: TextEditor,
  { syntax }: CommandTools,
): Promise<Drawable | undefined> {
  const grammar = grammarOf(document);
  if (!grammar) return undefined;
  const [parser, { drawableAt }] = await Promise.all([
    syntax.get(grammar),
    import("../../core/formats/lazy/functions"),
  ]);
  const offset = document.offsetAt(selection.active);
  const found = drawableAt(document.getText(), grammar, parser, offset);
  return found && found.parameters.length > 0 ? found : undefined;
}

const grammarOf = ({ languageId }: TextDocument) => {
  for (const [language, grammar] of GRAMMARS) if (language === languageId) return grammar;
  return undefined;
};

/** Undefined once the user has gone. */
async function isToEnd(name: string): Promise<boolean> {
  const end = l10n.t("Stop the preview");
  const chosen = await pick([{ label: l10n.t("Change parameter and length") }, { label: end }], {
    title: l10n.t("{0} is drawn as a schedule", name),
  });
  return chosen?.label === end;
}

async function wishOf(
  { name, parameters }: Drawable,
  before: FunctionPreview | undefined,
): Promise<FunctionPreview | undefined> {
  const [first, second] = parameters;
  const parameter =
    second === undefined
      ? first
      : (
          await pick(
            parameters.map((label) => ({ label })),
            {
              title: l10n.t("Preview {0} as a Schedule", name),
              placeHolder: l10n.t("Pick the parameter that counts the steps"),
            },
          )
        )?.label;
  if (parameter === undefined) return undefined;
  const text = await ask({
    title: l10n.t("Preview {0} as a Schedule", name),
    prompt: l10n.t("How many steps does {0} count?", parameter),
    value: String(before?.length ?? 1000),
    validateInput: (typed) =>
      isLength(typed) ? undefined : l10n.t("Enter a whole number from 1 to 1,000,000,000."),
  });
  return text === undefined ? undefined : { name, parameter, length: lengthOf(text) };
}

const lengthOf = (text: string): number => Number(text.replaceAll(/[_,\s]/g, ""));

const isLength = (text: string): boolean => {
  const length = lengthOf(text);
  return text.trim() !== "" && Number.isInteger(length) && length >= 1 && length <= 1e9;
};
