import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const FOLDER = path.resolve(import.meta.dirname, "../../src/probe/tasks");

const modules = readdirSync(FOLDER, { recursive: true })
  .map((name) => name.split(path.sep).join("/"))
  .filter((name) => name.endsWith(".ts") && name !== "table.ts")
  .map((name) => ({
    place: `./${name.slice(0, -".ts".length)}`,
    text: readFileSync(path.join(FOLDER, name), "utf8"),
  }));

/** The module that exports a task's maker under the task's name. */
function moduleOf(name) {
  const found = modules.filter(({ text }) =>
    new RegExp(`^export (?:function|const) ${name}\\b`, "m").test(text),
  );
  if (found.length === 1) return found[0].place;
  throw new Error(`${found.length} files of src/probe/tasks export "${name}"; one must.`);
}

function importsOf(tasks) {
  const places = tasks.map(({ name }) => [name, moduleOf(name)]);
  return [...new Set(places.map(([, place]) => place))].map((place) => {
    const own = places.filter(([, other]) => other === place).map(([name]) => name);
    return `import { ${own.join(", ")} } from "${place}";`;
  });
}

export const tasksFile = ({ tasks }) => `
import type { ProbeData } from "../../core/data/probeData";
import type { ProbeTaskName } from "../../core/probeTasks";
import type { Task } from "./task";
${importsOf(tasks).join("\n")}

/**
 * Makes a task; it throws an error with a sentence for the user where it cannot.
 *
 * @param data The user's own, for the task that trains on it.
 */
export type TaskMaker = (data?: ProbeData) => Task;

const MAKERS: Readonly<Record<ProbeTaskName, TaskMaker>> = {
${tasks.map(({ name, data }) => (data ? `${name},` : `${name}: () => ${name}(),`)).join("\n")}
};

/** Every task by name; made when asked for, because making it generates its data. */
export const TASKS: ReadonlyMap<string, TaskMaker> = new Map(Object.entries(MAKERS));
`;
