// The readers of training logs and what explains them, which only those who lay a log need.
export { explain } from "../../core/recordings/explain/explain";
export { planOf } from "../../core/recordings/explain/plan";
export { sentenceOf } from "../../core/recordings/explain/sentence";
export { settingsAround, withSettings } from "../../core/recordings/companions";
export { LogTail } from "../../core/recordings/logTail";
export { metricsOfRun } from "../../core/recordings/runMetrics";
export { drivenPlan } from "../../core/recordings/onMetric";
export { missingRate } from "../../core/recordings/missingRate";
export { planBehind } from "../../core/recordings/planBehind";
export { retimed, secondsAt } from "../../core/recordings/wallClock";
export { recordedSchedule, wallClockOf } from "../../core/recordings/recordedSchedule";
export { runTold } from "../../core/recordings/runTold";
export { parseJson } from "../../core/parse/json";
