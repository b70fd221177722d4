import {
  Disposable,
  LanguageModelTextPart,
  LanguageModelToolResult,
  lm,
  type ExtensionContext,
  type LanguageModelTool,
} from "vscode";
import { visible } from "../../core/text/visible";
import type { AnalysisService } from "../analysisService";

interface Manifest {
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string }[] };
}

/** Editors that are built on VS Code may lack the interface. */
const interfaceOf = (): Partial<typeof lm> | undefined => lm;

/** Tools that assistants in the editor may call, as the manifest declares them; none changes anything. */
export function registerTools(
  { extension }: ExtensionContext,
  analyses: AnalysisService,
): Disposable {
  const register = interfaceOf()?.registerTool;
  if (!register) return new Disposable(() => undefined);
  const { languageModelTools } = (extension.packageJSON as Manifest).contributes;
  return Disposable.from(
    ...languageModelTools.map(({ name }) => register(name, asked(name, analyses))),
  );
}

const asked = (name: string, analyses: AnalysisService): LanguageModelTool<object> => ({
  async prepareInvocation() {
    const { toolNamed } = await import("../lazy/tools");
    return { invocationMessage: toolNamed(name).doing };
  },
  async invoke({ input }, token) {
    const { ToolInput, toolNamed } = await import("../lazy/tools");
    const text = await toolNamed(name).answer(new ToolInput(input), analyses, token);
    // What a file says must not hide from whoever reads along.
    return new LanguageModelToolResult([new LanguageModelTextPart(visible(text))]);
  },
});
