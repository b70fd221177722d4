import { ConfigurationTarget, l10n, Uri, window, workspace } from "vscode";
import type { RuleSeverity } from "../../core/rules/rule";
import { isSeverity, readRules, SEVERITIES } from "../../core/rules/severities";
import { ID } from "../names";
import { pick } from "../sinks";

/**
 * Sets the severity of a rule in the settings: of the folder's workspace where one is open and
 * trusted, else the user's own. Asks for what it is not told; arguments may be anything.
 */
export async function setRuleSeverity(uri: unknown, rule: unknown, severity: unknown) {
  const { ruleIds } = await import("../lazy/core");
  const rules = ruleIds();
  const known = rules.find(({ id }) => id === rule)?.id;
  const chosen = known ?? (await pickRule(rules));
  if (chosen === undefined) return;
  const wanted = isSeverity(severity) ? severity : await pickSeverity(chosen);
  if (wanted === undefined) return;
  const scope = uri instanceof Uri ? uri : window.activeTextEditor?.document.uri;
  const section = workspace.getConfiguration(ID, scope);
  const shared = workspace.isTrusted && workspace.workspaceFolders !== undefined;
  const target = shared ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const there = section.inspect("rules");
  const before = readRules(shared ? there?.workspaceValue : there?.globalValue);
  await section.update("rules", { ...before, [chosen]: wanted }, target);
}

async function pickRule(
  rules: readonly { readonly id: string; readonly title: string }[],
): Promise<string | undefined> {
  const items = rules.map(({ id, title }) => ({ label: title, description: id, id }));
  const picked = await pick(items, {
    title: l10n.t("Set the Severity of a Rule"),
    placeHolder: l10n.t("Pick a rule"),
    matchOnDescription: true,
  });
  return picked?.id;
}

async function pickSeverity(rule: string): Promise<RuleSeverity | undefined> {
  const items = SEVERITIES.map((label) => ({ label }));
  const picked = await pick(items, {
    title: rule,
    placeHolder: l10n.t("Pick a severity, or off"),
  });
  return picked?.label;
}
