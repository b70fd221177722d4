import type { PanelContext } from "../panelContext";

type Change = "undo" | "redo";

/** The keys that take a change of the text back work in the panel, too: what it changes is the text. */
export function listenToUndo(panel: PanelContext): void {
  document.addEventListener(
    "keydown",
    (event) => {
      const change = changeOf(event);
      // A field has its own text to undo.
      if (!change || event.composedPath()[0] instanceof HTMLInputElement) return;
      event.preventDefault();
      event.stopPropagation();
      panel.host.messenger.send({ type: "history", change });
    },
    true,
  );
}

function changeOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): Change | undefined {
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" && !shiftKey ? "redo" : undefined;
}
