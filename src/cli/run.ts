import { version } from "../../package.json";
import { convert } from "./convert";
import { visible } from "../core/text/visible";
import { EXIT, misuse, UsageError } from "./exit";
import { explain } from "./explain";
import { HELP } from "./help";
import { lint } from "./lint";
import { log } from "./log";
import type { Environment } from "./environment";
import { probe } from "./probe";
import { render } from "./render";
import { resume } from "./resume";
import { sample } from "./sample";

type Command = (args: readonly string[], environment: Environment) => Promise<number>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["sample", sample],
  ["lint", lint],
  ["render", render],
  ["probe", probe],
  ["log", log],
  ["convert", convert],
  ["explain", explain],
  ["resume", resume],
]);

/** A carriage return is harmless where the line ends, and belongs there in CSV (RFC 4180). */
const visibleLines = (text: string): string => text.split("\r\n").map(visible).join("\r\n");

/** What a file says reaches a terminal as text alone, never as a command to it. */
const asText = (world: Environment): Environment => ({
  ...world,
  out: (text) => {
    world.out(visibleLines(text));
  },
  err: (text) => {
    world.err(visible(text));
  },
  redraw: (line) => {
    world.redraw(visible(line));
  },
});

/** Runs one call of the command line; the answer is the exit code. */
export async function run(args: readonly string[], world: Environment): Promise<number> {
  const environment = asText(world);
  try {
    return await dispatch(args, environment);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    environment.err(misuse(error));
    return EXIT.usage;
  }
}

async function dispatch(args: readonly string[], environment: Environment): Promise<number> {
  const [name, ...rest] = args;
  if (args.includes("--help") || args.includes("-h") || name === "help") {
    environment.out(HELP.trimEnd());
    return EXIT.ok;
  }
  if (name === "--version") {
    environment.out(version);
    return EXIT.ok;
  }
  if (name === undefined) throw new UsageError("no command given");
  const command = COMMANDS.get(name);
  if (!command) throw new UsageError(`unknown command "${name}"`);
  return command(rest, environment);
}
