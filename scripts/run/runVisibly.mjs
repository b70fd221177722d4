import { runGroup } from "./processGroup.mjs";

/** Runs a program whose output is shown, and throws if it fails. */
export async function runVisibly(program, args, options) {
  const ended = await runGroup(program, args, options);
  if (ended !== 0) throw new Error(`${program} ${args.join(" ")} ended with: ${ended}`);
}
