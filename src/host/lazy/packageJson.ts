// The edit of a package.json, which only those need whose file imports the library without having it.
import { modify, parseTree, type FormattingOptions, type ParseError } from "jsonc-parser";
import type { TextEdit } from "../../core/text/range";

/**
 * The edits that name a package among the `dependencies`, indented as the file is; none where it is
 * named already. Undefined where the text is no manifest: half-typed, or without an object there.
 */
export function dependencyEdits(
  text: string,
  name: string,
  version: string,
): readonly TextEdit[] | undefined {
  try {
    const errors: ParseError[] = [];
    const root = parseTree(text, errors);
    if (errors.length > 0 || root?.type !== "object") return undefined;
    if (named(root, name)) return [];
    const edits = modify(text, ["dependencies", name], version, {
      formattingOptions: styleOf(text),
    });
    return edits.map(({ offset, length, content }) => ({
      range: { start: offset, end: offset + length },
      text: content,
    }));
  } catch {
    // `dependencies` is no object, or brackets are nested deeper than the parser can follow.
    return undefined;
  }
}

type Tree = NonNullable<ReturnType<typeof parseTree>>;

/** Whether one of the lists of dependencies has the package. */
const named = (root: Tree, name: string): boolean =>
  (root.children ?? []).some(
    ({ children: [key, list] = [] }) =>
      /dependencies$/i.test(String(key?.value)) &&
      list?.children?.some(({ children: [one] = [] }) => one?.value === name) === true,
  );

/** The indentation of the first indented line, and how lines end. */
function styleOf(text: string): FormattingOptions {
  const [, indent = "  "] = /\n([ \t]+)\S/.exec(text) ?? [];
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  return { insertSpaces: !indent.startsWith("\t"), tabSize: indent.length, eol };
}
