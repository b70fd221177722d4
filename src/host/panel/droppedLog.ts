import { commands, l10n, Uri, workspace } from "vscode";
import { COMMANDS } from "../names";
import { tell } from "../sinks";

/** Lays a log that was dropped on the panel; what lies outside of the workspace only if the user says so. */
export async function layDropped(address: string): Promise<void> {
  const uri = Uri.parse(address, true);
  if (!workspace.getWorkspaceFolder(uri)) {
    const lay = l10n.t("Lay over the Plan");
    const question = l10n.t("{0} lies outside of the workspace. Read it as a log?", uri.path);
    if ((await tell(question, lay)) !== lay) return;
  }
  await commands.executeCommand(COMMANDS.layLog, uri);
}
