import {
  Disposable,
  LanguageModelTextPart,
  LanguageModelToolResult,
  lm,
  type LanguageModelTool,
} from "vscode";
import { visible } from "../../core/text/visible";
import type { AnalysisService } from "../analysisService";
import { convert } from "./convert";
import { explain } from "./explain";
import { ToolInput } from "./input";
import { lint } from "./lint";
import { sample } from "./sample";
import type { AssistantTool } from "./tool";

const TOOLS: readonly AssistantTool[] = [sample, lint, explain, convert];

/** Editors that are built on VS Code may lack the interface. */
const interfaceOf = (): Partial<typeof lm> | undefined => lm;

/** Tools that assistants in the editor may call; none of them changes anything. */
export function registerTools(analyses: AnalysisService): Disposable {
  const register = interfaceOf()?.registerTool;
  if (!register) return new Disposable(() => undefined);
  return Disposable.from(...TOOLS.map((tool) => register(tool.name, asked(tool, analyses))));
}

const asked = (tool: AssistantTool, analyses: AnalysisService): LanguageModelTool<object> => ({
  prepareInvocation: () => ({ invocationMessage: tool.doing }),
  async invoke({ input }, token) {
    const text = await tool.answer(new ToolInput(input), analyses, token);
    // What a file says must not hide from whoever reads along.
    return new LanguageModelToolResult([new LanguageModelTextPart(visible(text))]);
  },
});
