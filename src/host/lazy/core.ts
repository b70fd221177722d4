// Everything that parses, evaluates or draws, in one bundle that is read from disk only when the
// first schedule document is open: activation loads none of it.
import { EvaluationMemory } from "../../core/evaluation";
import type { SyntaxParser } from "../../core/parse/syntaxTree";
import { TypeScriptSession } from "../../core/parse/typescriptSession";

export { readDocument } from "../../core/workspace";
export { toJson } from "../../core/convert/toJson";
export { toTypeScript } from "../../core/convert/toTypeScript";
export { withEdits } from "../../core/edit/rebase";
export { constantEdits } from "../../core/handles/constantEdits";
export { behind } from "../../core/handles/constants";
export { confirmMove } from "../../core/handles/foreign/confirmMove";
export {
  confirmScaled,
  scaleForeign,
  statedForeignLength,
} from "../../core/handles/foreign/scaleForeign";
export { foreignFixes } from "../../core/foreignFixes/foreignFixes";
export { listHandles } from "../../core/handles/listHandles";
export { stepMagnets, valueMagnets } from "../../core/handles/magnets";
export { moveHandle, outOfRange } from "../../core/handles/moveHandle";
export { phaseEdits } from "../../core/phaseEdits/phaseEdits";
export { splitInMiddle } from "../../core/phaseEdits/splitInMiddle";
export { completions } from "../../core/language/completion";
export { durationForms } from "../../core/language/durationForms";
export { extractPhase } from "../../core/language/extractPhase";
export { safeEdits } from "../../core/language/fixAll";
export { inlineConstant } from "../../core/language/inlineConstant";
export { inlayHints } from "../../core/language/inlayHints";
export { lenses } from "../../core/language/lenses";
export { outline } from "../../core/language/outline";
export { phaseStretches } from "../../core/language/phaseStretches";
export { definitionIn, fileAt, inheritedAt, namedAt } from "../../core/language/references";
export { renameableAt, renameSchedule } from "../../core/language/rename";
export { scaleLength, statedLength } from "../../core/language/scaleLength";
export { joinPhases } from "../../core/language/joinPhases";
export { isRule, ruleIds, suppressInSchedule, suppressOnLine } from "../../core/language/suppress";
export { usedAt } from "../../core/facts/originPath";
export { partFacts } from "../../core/facts/partFacts";
export { unitRanges } from "../../core/language/units";
export { hoverFacts } from "../../core/facts/hoverFacts";
export { limitConditions } from "../../core/speedLimits/measuredLimit";
export { planProbe, withData } from "../../core/probePlan";
export { picture } from "../../core/svg/picture";
export { sparkline } from "../../core/svg/sparkline";
export { analysisOfCell } from "../../core/formats/notebook/cellAnalysis";
export { asFarAsKnown } from "../../core/formats/known";
export { toCsv } from "../../core/export/csv";
export { dataTable, withWallTime, sampledSteps } from "../../core/export/dataTable";
export { toDataJson } from "../../core/export/json";
export { toMarkdown } from "../../core/export/markdown";
export { marksSvg } from "../../core/svg/figure/figureSvg";
export { layScore } from "../../core/svg/score/score";
export { labelsOf } from "../../core/text/labels";
export { placeAt, placeOf, scheduleAt } from "../model/place";
export { fitTemplate, publishedRun } from "../../core/templates/fit";
export { insertRecipe } from "../../core/templates/insert";
export { typescriptModule } from "../../core/templates/typescriptText";
export { templatePreview } from "../model/templatePreview";
export { activeSchedule, shownSchedule, summaryOf } from "../model/shown";
export { runColumns, tableRows } from "../model/tableRows";

export const createSession = (parser: SyntaxParser): TypeScriptSession =>
  new TypeScriptSession(parser);

export const createMemory = (): EvaluationMemory => new EvaluationMemory();
