/** Folders that a script adds to `sys.path`, or puts together from its own place, at most. */
const MOST = 12;
/** How much of a statement is looked at, on either side of `__file__`. */
const BEFORE = 200;
const AFTER = 200;

let last: { readonly text: string; readonly folders: readonly string[] } | undefined;

/**
 * The folders in which a script has its modules looked for, relative to its own: literals given to
 * `sys.path.append` or `insert` (relative to wherever it is started, most often its own folder), and
 * those that it makes of `__file__` with `os.path` or `pathlib`. Only candidates: whether there is a
 * module, and whether it may be read, is asked afterwards.
 */
export function searchFolders(text: string): readonly string[] {
  if (!/\bsys\.path\b/.test(text)) return [];
  if (last?.text === text) return last.folders;
  const found = new Set([...literalFolders(text), ...ownFolders(text)]);
  const folders = [...found].slice(0, MOST);
  last = { text, folders };
  return folders;
}

const literalFolders = (text: string): string[] =>
  [
    ...text.matchAll(/\bsys\.path\.(?:append\(|insert\(\s*\d+\s*,)\s*r?["']([^"'\n]{1,100})["']/g),
  ].flatMap(([, folder]) => folderOf(0, [folder ?? ""]));

/** `dirname(dirname(__file__))`, `Path(__file__).parent / ".." / "lib"`, `Path(__file__).parents[2]`. */
function ownFolders(text: string): string[] {
  return [...text.matchAll(/\b__file__\b/g)].flatMap(({ index }) => {
    const before =
      text
        .slice(Math.max(0, index - BEFORE), index)
        .split("\n")
        .at(-1) ?? "";
    const [after = ""] = text.slice(index, index + AFTER).split(/\n(?!\s*(?:[.)/"']|os\.))/);
    const names = before.match(/\bdirname\s*\(/g)?.length ?? 0;
    const parents = after.match(/\.parent\b/g)?.length ?? 0;
    const far = [...after.matchAll(/\.parents\[(\d)\]/g)].map(([, depth]) => Number(depth) + 1);
    const ups = names + parents + far.reduce((sum, depth) => sum + depth, 0);
    const parts = [...after.matchAll(/["']([^"'\n]{1,60})["']/g)].map(([, part]) => part ?? "");
    if (ups === 0) return [];
    const name = /^\s*(\w+)\s*=/.exec(before)?.[1];
    const within = name === undefined ? [] : foldersWithin(text, name);
    return [parts, ...within.map((more) => [...parts, ...more])].flatMap((path) =>
      folderOf(ups - 1, path),
    );
  });
}

const LITERALS = String.raw`((?:\s*[,/]\s*["'][^"'\n]{1,60}["'])+)`;

/** `join(ROOT, "lib")`, `ROOT / "lib"`: the folders that a script names within one of its own. */
function foldersWithin(text: string, name: string): string[][] {
  const uses = text.matchAll(new RegExp(String.raw`\b${name}${LITERALS}`, "g"));
  return [...uses].map(([, literals = ""]) =>
    [...literals.matchAll(/["']([^"']+)["']/g)].map(([, part = ""]) => part),
  );
}

/** A path to a folder inside of what a workspace may hold; none for what starts at the root. */
function folderOf(ups: number, parts: readonly string[]): string[] {
  const path = parts.join("/");
  if (/^[/~]|^[a-z]+:|\\|[{}$*]/i.test(path)) return [];
  const steps = path.split("/").filter((part) => part !== "" && part !== ".");
  return [`./${"../".repeat(ups)}${steps.map((part) => `${part}/`).join("")}`];
}
