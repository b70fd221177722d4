import type { CancellationToken } from "vscode";
import type { AnalysisService } from "../analysisService";
import type { ToolInput } from "./input";

/** What a tool answers with: text for a language model. */
export interface AssistantTool {
  /** As the manifest declares it. */
  readonly name: string;
  /** What is shown while it works. */
  readonly doing: string;
  /** Reads, and changes nothing. Throws an error whose message tells the model what to do instead. */
  answer(input: ToolInput, analyses: AnalysisService, token: CancellationToken): Promise<string>;
}
