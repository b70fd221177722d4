/**
 * Whether two places of a script are never both reached. Conditions stand as they are written, those
 * of the other branch with `not ` before them.
 */
export function exclusive(a: readonly string[], b: readonly string[]): boolean {
  if (a.some((text) => b.includes(`not ${text}`)) || b.some((text) => a.includes(`not ${text}`)))
    return true;
  const others = b.flatMap(choiceIn);
  return a.flatMap(choiceIn).some((one) => others.some((other) => contradict(one, other)));
}

/**
 * What a condition on a flag is where others are assumed: `args.kind in ["a", "b"]`, once
 * `self.args.kind == "a"` is; undefined where they say nothing about it.
 */
export function implied(condition: string, assumed: Iterable<string>): boolean | undefined {
  const asked = choiceIn(condition);
  if (asked.length === 0) return undefined;
  for (const one of [...assumed].flatMap(choiceIn)) {
    const [text, another] = one.texts;
    if (!one.among || text === undefined || another !== undefined) continue;
    const same = asked.find(({ subject }) => isSame(subject, one.subject));
    if (same) return same.texts.has(text) === same.among;
  }
  return undefined;
}

/** Names that say of themselves what they choose, whatever holds the flags. */
const TELLING = /sched|optim|anneal|polic|decay|lr/i;

/** `self.args.scheduler` and `args["scheduler"]` are one flag; `optimizer.name` and `scheduler.name` aren't. */
function isSame(a: string, b: string): boolean {
  const [one, other] = [nameOf(a), nameOf(b)];
  return a === b || (one !== undefined && one === other && TELLING.test(one));
}

const nameOf = (subject: string): string | undefined =>
  subject
    .replace(/\.lower\(\)$/, "")
    .match(/\w+/g)
    ?.at(-1);

/** What a condition says of an expression: that it is one of these texts, or none of them. */
interface Choice {
  readonly subject: string;
  readonly texts: ReadonlySet<string>;
  readonly among: boolean;
}

const contradict = (a: Choice, b: Choice): boolean => {
  if (a.subject !== b.subject || (!a.among && !b.among)) return false;
  const [one, other] = a.among ? [a, b] : [b, a];
  return [...one.texts].every((text) => other.texts.has(text) !== other.among);
};

const TEXT = `(?:'[^'\\\\]*'|"[^"\\\\]*")`;
const COMPARED = new RegExp(
  `^([\\w.]+(?:\\[${TEXT}\\])?(?:\\.lower\\(\\))?) ?(==|!=|in|not in) ?(${TEXT}|[[({] ?${TEXT}(?: ?, ?${TEXT})* ?,? ?[\\])}])$`,
);

/** `x == "a"`, `x in ["a", "b"]`, `x == "a" or x == "b"`, and what is not so; of texts alone, which no round changes. */
function choiceIn(condition: string): Choice[] {
  let [text, negated] = [condition, false];
  while (text.startsWith("not ")) [text, negated] = [text.slice("not ".length), !negated];
  const parts = text.split(" or ").map(comparison);
  const [first] = parts;
  if (!first || parts.some((part) => part?.subject !== first.subject)) return [];
  if (parts.length > 1 && parts.some((part) => part?.among !== true)) return [];
  const texts = new Set(parts.flatMap((part) => [...(part?.texts ?? [])]));
  return [{ subject: first.subject, texts, among: first.among !== negated }];
}

function comparison(text: string): Choice | undefined {
  const [, subject, operator, texts = ""] = COMPARED.exec(text) ?? [];
  if (subject === undefined) return undefined;
  const named = [...texts.matchAll(new RegExp(TEXT, "g"))].map(([one]) => one.slice(1, -1));
  return { subject, texts: new Set(named), among: operator === "==" || operator === "in" };
}
