import * as v from "valibot";

/** Larger texts are not kept: the workspace's state is read whole at every start. */
export const MOST_FROZEN_TEXT = 300_000;
export const MOST_FROZEN = 40;

const text = v.pipe(v.string(), v.maxLength(MOST_FROZEN_TEXT));

const frozenSchema = v.object({
  /** Begins every id of its schedules. */
  key: text,
  kind: v.picklist(["pin", "commit", "file"]),
  /** For people: where it comes from. */
  label: text,
  uri: text,
  language: v.picklist([
    "json",
    "typescript",
    "javascript",
    "python",
    "yaml",
    "toml",
    "shell",
    "text",
  ]),
  text,
  /** The one schedule that was pinned; all of the text's where absent. */
  only: v.exactOptional(text),
  /** The texts of the files that it imports or extends, by address. */
  files: v.record(text, text),
  /** What the user said of values that only the running program knows. */
  values: v.record(text, v.union([v.pipe(v.number(), v.finite()), text])),
});

/**
 * The text of a definition as it was at one time, with all that it takes from other files: reading
 * it again gives the same schedule, whatever has become of the files.
 */
export type FrozenDocument = v.InferOutput<typeof frozenSchema>;

/** What is kept may be of another version of this extension: what is not understood is left out. */
export function readFrozen(kept: unknown): FrozenDocument[] {
  if (!Array.isArray(kept)) return [];
  return kept.slice(0, MOST_FROZEN).flatMap((item: unknown) => {
    const result = v.safeParse(frozenSchema, item);
    return result.success ? [result.output] : [];
  });
}
