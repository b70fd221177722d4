/** The prefix of every command, setting, view and context key. */
export const ID = "learningRateDesigner";

export const COMMANDS = {
  openPreview: `${ID}.openPreview`,
  runProbe: `${ID}.runProbe`,
  stopProbe: `${ID}.stopProbe`,
  newSchedule: `${ID}.newSchedule`,
  compareSchedules: `${ID}.compareSchedules`,
  endComparison: `${ID}.endComparison`,
  showLog: `${ID}.showLog`,
  giveValue: `${ID}.giveValue`,
  forgetValues: `${ID}.forgetValues`,
  setRuleSeverity: `${ID}.setRuleSeverity`,
  convert: `${ID}.convert`,
  scaleLength: `${ID}.scaleLength`,
} as const;

export const PANEL_VIEW = `${ID}.panel`;

/** Where the reasons for the rules are explained, one heading for each. */
export const RULES_PAGE = "docs/rules.md";
