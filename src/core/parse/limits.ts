/**
 * What the readers accept. A file past a limit gets one problem that names the limit; the limits
 * keep the worst hostile file under 200 ms, and lie far above any schedule that people write.
 */

/** Characters of a JSON definition. */
export const MAX_JSON_LENGTH = 1_000_000;
/** Characters of a TypeScript file, that of the definitions or one that it imports. */
export const MAX_TYPESCRIPT_LENGTH = 1_000_000;
/** Objects and arrays inside one another. */
export const MAX_DEPTH = 64;
/** Numbers, strings, objects and arrays of one file. */
export const MAX_VALUES = 100_000;
/** Syntax problems listed for one file. */
export const MAX_PROBLEMS = 50;
