import { extensions, l10n, Uri } from "vscode";

// What is used of the API of VS Code's built-in git extension, version 1 (extensions/git/src/api).

export interface GitRepository {
  /** The text of a file at a commit; rejects where there is none. */
  show(ref: string, path: string): Promise<string>;
  readonly state: { readonly HEAD: { readonly commit?: string } | undefined };
}
interface GitApi {
  getRepository(uri: Uri): GitRepository | null;
  openRepository?(root: Uri): Promise<GitRepository | null>;
}
interface GitExtension {
  readonly enabled?: boolean;
  getAPI(version: 1): GitApi;
}

/** The repository that holds a file. Throws with a reason for the user where there is none. */
export async function repositoryOf(uri: Uri): Promise<GitRepository> {
  const extension = extensions.getExtension<GitExtension>("vscode.git");
  if (!extension) {
    throw new Error(
      l10n.t(
        "VS Code's git extension is not available here, so there is no commit to compare with.",
      ),
    );
  }
  const git = extension.isActive ? extension.exports : await extension.activate();
  if (git.enabled === false) {
    throw new Error(l10n.t("Git is turned off in the settings (git.enabled)."));
  }
  const api = git.getAPI(1);
  // One that was made, or came to lie in the workspace, since the window was opened is not known yet.
  const repository =
    api.getRepository(uri) ?? (await api.openRepository?.(Uri.joinPath(uri, "..")));
  if (!repository)
    throw new Error(l10n.t("This file is in no git repository that VS Code has opened."));
  return repository;
}

/** The first characters of the last commit's name. */
export const shortCommit = ({ state }: GitRepository): string =>
  state.HEAD?.commit?.slice(0, 7) ?? "HEAD";
