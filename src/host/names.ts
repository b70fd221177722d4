/** The prefix of every command, setting, view and context key. */
export const ID = "learningRateDesigner";

export const COMMANDS = {
  openPreview: `${ID}.openPreview`,
  openToSide: `${ID}.openToSide`,
  openInEditor: `${ID}.openInEditor`,
  runProbe: `${ID}.runProbe`,
  stopProbe: `${ID}.stopProbe`,
  openProbeRun: `${ID}.openProbeRun`,
  newSchedule: `${ID}.newSchedule`,
  compareSchedules: `${ID}.compareSchedules`,
  pinSchedule: `${ID}.pinSchedule`,
  compareWithCommit: `${ID}.compareWithCommit`,
  compareWithFile: `${ID}.compareWithFile`,
  layLog: `${ID}.layLog`,
  scheduleBehind: `${ID}.scheduleBehind`,
  previewFunction: `${ID}.previewFunction`,
  resumeRun: `${ID}.resumeRun`,
  endComparison: `${ID}.endComparison`,
  exportCurves: `${ID}.exportCurves`,
  showLog: `${ID}.showLog`,
  giveValue: `${ID}.giveValue`,
  forgetValues: `${ID}.forgetValues`,
  setRuleSeverity: `${ID}.setRuleSeverity`,
  convert: `${ID}.convert`,
  scaleLength: `${ID}.scaleLength`,
  convertToCode: `${ID}.convertToCode`,
  convertToFile: `${ID}.convertToFile`,
  copyAsCode: `${ID}.copyAsCode`,
  showAsCode: `${ID}.showAsCode`,
  openExample: `${ID}.openExample`,
  makeMistake: `${ID}.makeMistake`,
  fixMistake: `${ID}.fixMistake`,
} as const;

/** The read-only view of binary logs, and the one that text logs may be opened with. */
export const LOG_VIEW = `${ID}.log`;
export const LOG_FILE_EDITOR = `${ID}.textLog`;

export const PANEL_VIEW = `${ID}.panel`;

/** The same panel as a tab among the editors. */
export const PANEL_TAB = `${ID}.tab`;

/** Where the reasons for the rules are explained, one heading for each. */
export const RULES_PAGE = "docs/rules.md";

/** The formats that are read, and their traps. */
export const FORMATS_PAGE = "docs/formats.md";
