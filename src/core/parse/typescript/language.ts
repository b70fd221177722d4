import { callHandlers } from "./calls";
import { containerHandlers } from "./containers";
import { compileFunction } from "./evaluate";
import { nameHandlers } from "./names";
import type { Language } from "./reading";
import { scalarHandlers } from "./scalars";

/** The part of TypeScript that is read without running it. */
export const staticTypeScript: Language = {
  handlers: new Map([...scalarHandlers, ...containerHandlers, ...nameHandlers, ...callHandlers]),
  compile: compileFunction,
};
