/** Words that Python keeps for itself and that a track may be called. */
const RESERVED = new Set([
  ..."False None True and as assert async await break class continue def del elif else except".split(
    " ",
  ),
  ..."finally for from global if import in is lambda nonlocal not or pass raise return try".split(
    " ",
  ),
  ..."while with yield math step".split(" "),
]);

/** `weightDecay` as Python writes it: `weight_decay`. A name without letters becomes `track`. */
export function snakeCase(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  const safe = /^[a-z]/.test(words) ? words : `track_${words}`.replace(/_$/, "");
  return RESERVED.has(safe) ? `${safe}_` : safe;
}

const JAVASCRIPT_RESERVED = new Set(
  "await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return static step super switch this throw true try typeof var void while with yield let".split(
    " ",
  ),
);

/** A track's name as JavaScript writes it. */
export function camelCase(name: string): string {
  const words = name.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) =>
    (next ?? "").toUpperCase(),
  );
  const safe = /^[A-Za-z]/.test(words) ? words : `track${words}`;
  return JAVASCRIPT_RESERVED.has(safe) ? `${safe}_` : safe;
}

/** Distinct names for all of `names`, in their order. */
export function distinct(names: readonly string[], spell: (name: string) => string): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const base = spell(name);
    let found = base;
    for (let i = 2; used.has(found); i++) found = `${base}_${i}`;
    used.add(found);
    return found;
  });
}

/** Names from a workspace as they may stand in a comment or docstring of any language. */
export const commentText = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "")
    .replace(/"""|\*\/|\/\*|\\/g, "'")
    .slice(0, 120);
