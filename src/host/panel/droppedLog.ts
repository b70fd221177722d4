import { commands, env, l10n, Uri, workspace } from "vscode";
import { COMMANDS } from "../names";
import { tell } from "../sinks";

/** Lays a log that was dropped on the panel; what lies outside of the workspace only if the user says so. */
export async function layDropped(address: string): Promise<void> {
  const uri = seenFromHere(Uri.parse(address, true));
  if (!workspace.getWorkspaceFolder(uri)) {
    const lay = l10n.t("Lay over the Plan");
    const question = l10n.t("{0} lies outside of the workspace. Read it as a log?", uri.path);
    if ((await tell(question, lay)) !== lay) return;
  }
  await commands.executeCommand(COMMANDS.layLog, uri);
}

const REMOTE = "vscode-remote";

/**
 * The window's own side of a remote window drags addresses of the far end, where this runs as a rule and
 * where the same file is one of the machine's own: VS Code translates them in its API, but not in what
 * is dropped. Beside the window they mean what they say, as its folders show.
 */
function seenFromHere(uri: Uri): Uri {
  if (uri.scheme !== REMOTE || env.remoteName === undefined) return uri;
  const isBesideWindow = workspace.workspaceFolders?.some((one) => one.uri.scheme === REMOTE);
  return isBesideWindow === true ? uri : uri.with({ scheme: "file", authority: "" });
}
