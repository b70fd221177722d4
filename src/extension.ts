// First: what is imported after it may say words while it is loaded.
import "./host/translations";
import type { ExtensionContext } from "vscode";
import { AnalysisService } from "./host/analysisService";
import { createApi, type Api } from "./host/api";
import { registerCodeActions } from "./host/codeActions";
import { registerCommands } from "./host/commands/register";
import { ContextKeys } from "./host/contextKeys";
import { Diagnostics } from "./host/diagnostics";
import { registerHover } from "./host/hover";
import { FrozenSchedules } from "./host/frozen/frozenSchedules";
import { FunctionPreviews } from "./host/functions/functionPreviews";
import { GivenValues } from "./host/language/givenValues";
import { registerInstall } from "./host/install/installPackage";
import { registerLanguageFeatures } from "./host/language/register";
import { createLog } from "./host/log";
import { registerLogView } from "./host/logView/logView";
import { MeasuredLimits } from "./host/measuredLimits";
import { PanelModel } from "./host/panel/panelModel";
import { Panels } from "./host/panel/panels";
import { RecentRuns } from "./host/panel/recentRuns";
import { Places } from "./host/panel/places";
import { offerRenames } from "./host/renameOffer";
import { Sparklines } from "./host/sparklines";
import { StatusBar } from "./host/statusBar";
import { UnitColors } from "./host/unitColors";
import { SyntaxParserSource } from "./host/syntaxParser";
import { TemplateFiles } from "./host/templateFiles";
import { registerTools } from "./host/tools/register";
import { WatchedLogs } from "./host/watchedLogs";
import { setPartsFolder } from "./host/web/loadPart";
import { WorkspaceFiles } from "./host/workspaceFiles";

/** Registers everything and loads nothing: what parses and draws is imported when first needed. */
export function activate(context: ExtensionContext): Api {
  const { extensionUri, subscriptions, workspaceState } = context;
  setPartsFolder(extensionUri);
  const log = createLog();
  const files = new WorkspaceFiles();
  const values = new GivenValues(workspaceState);
  const previews = new FunctionPreviews(workspaceState);
  const syntax = new SyntaxParserSource(extensionUri);
  const limits = new MeasuredLimits();
  const analyses = new AnalysisService(syntax, files, values, previews, limits, log);
  const sparklines = new Sparklines(analyses);
  const frozen = new FrozenSchedules(workspaceState, syntax, log);
  const model = new PanelModel(analyses, new Places(workspaceState), frozen, values);
  const templates = new TemplateFiles(extensionUri, model);
  const panels = new Panels(model, extensionUri, log, templates, new RecentRuns(workspaceState));
  const watched = new WatchedLogs();
  subscriptions.push(
    log,
    watched,
    files,
    values,
    previews,
    limits,
    analyses,
    sparklines,
    frozen,
    model,
    templates,
    panels,
    new UnitColors(analyses),
    new Diagnostics(analyses, extensionUri),
    registerCodeActions(analyses),
    registerHover(analyses),
    offerRenames(analyses, log),
    registerLanguageFeatures(analyses, values, log, extensionUri),
    registerInstall(context, log),
    registerTools(context, analyses),
    registerLogView(log),
    new ContextKeys(analyses, model, panels, templates),
    new StatusBar(model, panels),
    registerCommands({
      templates,
      model,
      panels,
      log,
      frozen,
      values,
      files,
      watched,
      previews,
      syntax,
    }),
  );
  return createApi({ analyses, syntax, sparklines, panels });
}
