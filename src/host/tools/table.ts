import { convert } from "./convert";
import { explain } from "./explain";
import { lint } from "./lint";
import { sample } from "./sample";
import type { AssistantTool } from "./tool";

const TOOLS: readonly AssistantTool[] = [sample, lint, explain, convert];

/** The tool that the manifest declares under a name. Throws where there is none. */
export function toolNamed(wanted: string): AssistantTool {
  const tool = TOOLS.find(({ name }) => name === wanted);
  if (!tool) throw new Error(`There is no tool "${wanted}".`);
  return tool;
}
