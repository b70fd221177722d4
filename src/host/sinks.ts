// The one way in which text of the workspace reaches Markdown and notifications, which would take parts
// of it for links, images and commands. ESLint refuses every other.
import { MarkdownString, window } from "vscode";
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
