/**
 * Whether a key is pressed by itself: the panel's menus, tabs and charts take no other one, for what
 * is pressed with Ctrl, Alt or ⌘ is a shortcut of VS Code or of the system. Shift makes no shortcut.
 */
export const isPlainKey = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !(ctrlKey || metaKey || altKey);
