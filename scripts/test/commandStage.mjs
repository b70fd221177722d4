import { runGroup } from "../run/processGroup.mjs";
import { failed, passed } from "./counts.mjs";

/** A stage that is one check: a program that succeeds or does not. */
export const commandStage =
  (program, args) =>
  async ({ root, limitMs, write }) => {
    const ended = await runGroup(program, args, { cwd: root, limitMs, write });
    return ended === 0 ? passed() : failed(`${program} ${args.join(" ")} ended with: ${ended}`);
  };
