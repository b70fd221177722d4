import { MOST_RUN_BYTES } from "../../../src/core/data/runBounds";

export interface Forgery {
  readonly how: string;
  readonly message: unknown;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const HUGE = "x".repeat(MOST_RUN_BYTES + 1);
/** More items than any list of any message may have. */
const ENDLESS = 100_001;
/** What the panel keeps for itself: nothing is expected of it. */
const OPAQUE = new Set(["viewState"]);
/** Where a text is as good as a number: no forgery. */
const TEXTS_TOO = new Set([
  '"value.give" message.value: 1',
  '"snapshot" message.given[0].value: 1',
]);

/**
 * The message with one thing wrong, for each thing in it: a number that is not finite or a text, a
 * text without end, a list without end, something missing, something extra.
 * Strict messages refuse what is extra; the others leave it out.
 */
export function forgeries(example: object, strict: boolean): Forgery[] {
  const message = example as { readonly [key: string]: Json };
  const missing = { how: "without its type", message: { ...message, type: undefined } };
  const extra = { how: "something extra", message: { ...message, uri: "file:///etc/passwd" } };
  const forged = wrong(message, "message", (whole) => whole).filter(
    ({ how }) => !TEXTS_TOO.has(`${JSON.stringify(message["type"])} ${how}`),
  );
  return [missing, ...(strict ? [extra] : []), ...forged];
}

/** `put` makes the whole message of a forged part. */
function wrong(value: Json, path: string, put: (forged: unknown) => unknown): Forgery[] {
  const forge = (how: string, forged: unknown): Forgery => ({
    how: `${path}: ${how}`,
    message: put(forged),
  });
  if (typeof value === "number") {
    const texts = [NaN, Infinity, -Infinity, "1"].map((bad) => forge(String(bad), bad));
    return [...texts, forge("in a list", [1])];
  }
  if (typeof value === "string") return [forge("endless", HUGE), forge("a number", 7)];
  if (typeof value === "boolean") return [forge("a text", "true")];
  if (value === null) return [forge("a symbol's text", { forged: true })];
  if (isList(value)) return wrongList(value, path, put, forge);
  return Object.entries(value).flatMap(([key, part]) =>
    OPAQUE.has(key)
      ? []
      : wrong(part, `${path}.${key}`, (forged) => put({ ...value, [key]: forged })),
  );
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value);

function wrongList(
  list: readonly Json[],
  path: string,
  put: (forged: unknown) => unknown,
  forge: (how: string, forged: unknown) => Forgery,
): Forgery[] {
  const [first] = list;
  const endless = new Array<Json>(ENDLESS).fill(first ?? 0);
  return [
    forge("endless", endless),
    forge("no list", { length: 1 }),
    ...(first === undefined
      ? []
      : wrong(first, `${path}[0]`, (forged) => put([forged, ...list.slice(1)]))),
  ];
}
