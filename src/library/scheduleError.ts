import type { Issue } from "../core/schedule/issue";

/** One thing that is wrong with a definition. */
export interface ScheduleProblem {
  readonly code: string;
  /** The way to it: ["learningRate", 0, "to"]. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const place = (path: ScheduleProblem["path"]): string =>
  path.map((key, i) => (typeof key === "number" ? `[${key}]` : i === 0 ? key : `.${key}`)).join("");

/** Thrown by `defineSchedule` where a definition is wrong; its message lists every problem. */
export class ScheduleError extends Error {
  override readonly name = "ScheduleError";
  readonly problems: readonly ScheduleProblem[];

  constructor(schedule: string, issues: readonly Issue[]) {
    const lines = issues.map(
      ({ path, message }) => `  ${path.length === 0 ? "" : `${place(path)}: `}${message}`,
    );
    super(`The definition of "${schedule}" cannot be evaluated:\n${lines.join("\n")}`);
    this.problems = issues.map(({ code, path, message }) => ({ code, path, message }));
  }
}
