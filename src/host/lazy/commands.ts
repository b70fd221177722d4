// What the commands of the palette do, which nobody needs before the first of them is called.
export { compareSchedules } from "../commands/compareSchedules";
export { compareWithCommit, compareWithFile, pinSchedule } from "../commands/compareSources";
export { convertDefinition } from "../commands/convertDefinition";
export { exportCurves } from "../commands/exportCurves";
export { layLog, scheduleBehind } from "../commands/layLog";
export { newSchedule } from "../commands/newSchedule";
export { previewFunction } from "../commands/previewFunction";
export { resumeRun } from "../commands/resumeRun";
export { scaleLength } from "../commands/scaleLength";
export { setRuleSeverity } from "../commands/setRuleSeverity";
export { fixMistake, makeMistake, openExample } from "../commands/tryOut";
export { deliverCode } from "../code/deliver";
