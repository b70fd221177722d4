import { Disposable, type Uri } from "vscode";
import type { AnalysisService } from "../analysisService";
import type { Log } from "../log";
import { registerCodeLenses } from "./codeLenses";
import { registerCode } from "../code/register";
import { registerCompletion } from "./completion";
import type { GivenValues } from "./givenValues";
import { registerInlayHints } from "./inlayHints";
import { registerNavigation } from "./navigation";
import { registerOutline } from "./outline";
import { RecipeSnippets } from "./recipeSnippets";
import { registerRefactorings } from "./refactorings";
import { registerRename } from "./rename";
import { registerValueCommands } from "./valueCommands";

/** What the editor knows of schedules beyond problems, hovers and fixes. */
export const registerLanguageFeatures = (
  analyses: AnalysisService,
  values: GivenValues,
  log: Log,
  extensionUri: Uri,
): Disposable =>
  Disposable.from(
    registerOutline(analyses),
    registerInlayHints(analyses, values),
    registerNavigation(analyses),
    registerRename(analyses),
    registerRefactorings(analyses),
    registerCode(analyses, log),
    registerCodeLenses(analyses),
    registerCompletion(analyses, new RecipeSnippets(extensionUri)),
    registerValueCommands(analyses, values, log),
  );
