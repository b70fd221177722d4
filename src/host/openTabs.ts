import { TabInputText, window, type Uri } from "vscode";

/** The texts that have a tab; VS Code keeps others in memory for a while. */
export const tabUris = (): Uri[] =>
  window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input }) => (input instanceof TabInputText ? [input.uri] : [])),
  );
