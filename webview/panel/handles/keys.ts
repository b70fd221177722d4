import type { HandleView } from "../../../src/protocol/handles";

/** What a key does to a handle. */
export type HandleKey =
  | {
      readonly type: "nudge";
      readonly axis: "time" | "level";
      readonly count: number;
      readonly free: boolean;
    }
  | { readonly type: "limit"; readonly axis: "time" | "level"; readonly end: "min" | "max" }
  | { readonly type: "go"; readonly by: 1 | -1 }
  | { readonly type: "enter" }
  | { readonly type: "cancel" }
  | { readonly type: "menu" };

const LARGE = 10;
const ARROWS: Readonly<Record<string, { readonly axis: "time" | "level"; readonly sign: 1 | -1 }>> =
  {
    ArrowLeft: { axis: "time", sign: -1 },
    ArrowRight: { axis: "time", sign: 1 },
    ArrowUp: { axis: "level", sign: 1 },
    ArrowDown: { axis: "level", sign: -1 },
  };

/** Reads a key; a handle that moves in one direction only takes all four arrows for it. */
export function handleKey(event: KeyboardEvent, handle: HandleView): HandleKey | undefined {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (ctrlKey || metaKey) return undefined;
  const arrow = Object.hasOwn(ARROWS, key) ? ARROWS[key] : undefined;
  if (arrow) {
    const axis = handle[arrow.axis] ? arrow.axis : otherAxis(arrow.axis);
    const count = arrow.sign * (shiftKey ? LARGE : 1);
    return { type: "nudge", axis, count, free: altKey };
  }
  if (altKey) return undefined;
  if (key === "F10" && shiftKey) return { type: "menu" };
  switch (key) {
    case "Home":
      return { type: "limit", axis: handle.time ? "time" : "level", end: "min" };
    case "End":
      return { type: "limit", axis: handle.time ? "time" : "level", end: "max" };
    case "PageUp":
      return { type: "go", by: -1 };
    case "PageDown":
      return { type: "go", by: 1 };
    case "Enter":
      return { type: "enter" };
    case "Escape":
      return { type: "cancel" };
    case "ContextMenu":
      return { type: "menu" };
    default:
      return undefined;
  }
}

const otherAxis = (axis: "time" | "level"): "time" | "level" =>
  axis === "time" ? "level" : "time";
