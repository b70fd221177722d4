// The one way in which text of the workspace reaches Markdown, notifications, pick lists and the status
// bar, which would take parts of it for links, images, icons and commands. ESLint refuses every other.
import {
  MarkdownString,
  window,
  type InputBoxOptions,
  type QuickPickItem,
  type QuickPickOptions,
} from "vscode";
import { visible } from "../core/text/visible";
import { escapeMarkdown } from "./model/markdown";

/** Markdown, in which every string that is put in stands literally; Markdown that is put in, stays. */
export function markdown(
  words: TemplateStringsArray,
  ...values: readonly (string | MarkdownString)[]
): MarkdownString {
  const texts = values.map((value) =>
    typeof value === "string" ? escapeMarkdown(visible(value)) : value.value,
  );
  return new MarkdownString(words.map((word, index) => word + (texts[index] ?? "")).join(""));
}

/** Parts one after the other; with icons, `$(info)` in what is ours is drawn as one. */
export const joined = (
  parts: readonly MarkdownString[],
  between: string,
  { icons = false } = {},
): MarkdownString => new MarkdownString(parts.map(({ value }) => value).join(between), icons);

/** Markdown of our own making, with nothing of a file in it. */
export const ownMarkdown = (text: string): MarkdownString => new MarkdownString(text);

/** A notification draws `[text](command:…)` as a link: the two brackets must not meet. */
export const plainText = (text: string): string => visible(text).replaceAll("](", "] (");

export const tellError = (message: string, ...buttons: string[]): Thenable<string | undefined> =>
  window.showErrorMessage(plainText(message), ...buttons);
export const tellWarning = (message: string, ...buttons: string[]): Thenable<string | undefined> =>
  window.showWarningMessage(plainText(message), ...buttons);
export const tell = (message: string, ...buttons: string[]): Thenable<string | undefined> =>
  window.showInformationMessage(plainText(message), ...buttons);

/** Pick lists and the status bar draw `$(name)` as an icon. */
export const plainLabel = (text: string): string => plainText(text).replaceAll("$(", "$ (");

const plainItem = <T extends QuickPickItem>(item: T): QuickPickItem & { readonly item: T } => ({
  ...item,
  label: plainLabel(item.label),
  ...(item.description !== undefined && { description: plainLabel(item.description) }),
  ...(item.detail !== undefined && { detail: plainLabel(item.detail) }),
  item,
});

/** Asks for one of the items; undefined where the question was dismissed. */
export async function pick<T extends QuickPickItem>(
  items: readonly T[],
  options: QuickPickOptions,
): Promise<T | undefined> {
  return (await window.showQuickPick(items.map(plainItem), options))?.item;
}

/** Asks for any number of the items. */
export async function pickSeveral<T extends QuickPickItem>(
  items: readonly T[],
  options: QuickPickOptions,
): Promise<readonly T[] | undefined> {
  const several = { ...options, canPickMany: true as const };
  return (await window.showQuickPick(items.map(plainItem), several))?.map(({ item }) => item);
}

/** Asks for a line of text, below a prompt in which nothing is a link. */
export const ask = ({ prompt, ...options }: InputBoxOptions): Thenable<string | undefined> =>
  window.showInputBox({ ...options, ...(prompt !== undefined && { prompt: plainText(prompt) }) });
