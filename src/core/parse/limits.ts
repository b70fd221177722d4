/**
 * What the readers accept. A file past a limit gets one problem that names the limit; the limits
 * keep the worst hostile file under 200 ms, and lie far above any schedule that people write.
 */

/** Characters of a JSON definition. */
export const MAX_JSON_LENGTH = 1_000_000;
/** Characters of a TypeScript file, that of the definitions or one that it imports. */
export const MAX_TYPESCRIPT_LENGTH = 500_000;
/** Objects and arrays inside one another. */
export const MAX_DEPTH = 64;
/** Numbers, strings, objects and arrays of one file. */
export const MAX_VALUES = 100_000;
/** Syntax problems listed for one file. */
export const MAX_PROBLEMS = 50;
/** Parts of expressions visited while one TypeScript document is read. */
export const MAX_VISITS = 60_000;
/** Expressions inside one another. */
export const MAX_NESTING = 200;
/** Characters of a string that is put together from parts. */
export const MAX_STRING = 10_000;
/** Files that one document's constants may come from, and how many lie behind one another. */
export const MAX_IMPORTED_FILES = 32;
export const MAX_IMPORT_DEPTH = 8;
/** Entries of the objects of one JSON text, each of which costs as much as ten numbers of a table. */
export const MAX_ENTRIES = 32_000;
/**
 * Keys of the definitions of one file that are evaluated, with those that they take over: some 150
 * schedules of six phases, or 2,300 phases of one. At most 0.25 s of the processor for the first such
 * file of a session (`npm run bench -- hostile`), half of it once the code is compiled.
 */
export const MAX_KEYS = 14_000;
/** What a phase, or another object, costs besides its keys, in keys. */
export const OBJECT_KEYS = 3;
/** What a list costs, for instance a point of a table, in keys. */
export const POINT_KEYS = 0.4;
/** What a schedule costs besides its keys, in keys: every rule looks at it. */
export const SCHEDULE_KEYS = 40;
/** Schedules that one may take over from, each from the next. */
export const MAX_BASES = 16;
/** Keys that the schedules of one file take over from others, all of them together. */
export const MAX_TAKEN = 40_000;
/** Tracks that one may follow, each the next. */
export const MAX_FOLLOWED = 32;
/** Problems of one schedule's values that are listed; the rest are counted. */
export const MAX_ISSUES = 200;
/** Problems of one file, as many as VS Code shows: of the schedules after them no rule is asked. */
export const MAX_FOUND = 1000;
/** Definitions read from one TypeScript file. */
export const MAX_ROOTS = 250;
/**
 * Operations of one call of a user's function. A simple rate takes 10 to 100; the limit ends an
 * endless loop within a few milliseconds.
 */
export const CALL_FUEL = 100_000;
/** Parts of expressions and statements of one function and the helpers in it. */
export const MAX_FUNCTION_NODES = 20_000;
/** Operations that the functions of one document may take within one second, about 0.2 s of work. */
export const TOTAL_FUEL = 8_000_000;
/** Operations that running one file may take, about 50 ms of work. */
export const PROGRAM_FUEL = 2_000_000;
/** Calls inside one another. */
export const MAX_RECURSION = 100;
/** Items of an array in a user's function. */
export const MAX_ITEMS = 10_000;
