export interface Following {
  readonly moved: (event: PointerEvent) => void;
  /** The button was let go. */
  readonly up: () => void;
  /** The browser took the pointer away. */
  readonly lost: () => void;
}

/** The first comes as the pointer moves, the second only before the next frame, and everywhere. */
const MOVES = ["pointerrawupdate", "pointermove"] as const;

/** Follows a pressed pointer, wherever it goes, until it is let go or the returned function called. */
export function followPointer(
  element: HTMLElement,
  { pointerId }: PointerEvent,
  { moved, up, lost }: Following,
): () => void {
  element.setPointerCapture(pointerId);
  const following = new AbortController();
  const stop = (): void => {
    following.abort();
  };
  const listen = (type: string, listener: (event: PointerEvent) => void): void => {
    element.addEventListener(
      type,
      (event) => {
        if (event instanceof PointerEvent) listener(event);
      },
      following,
    );
  };
  let last: PointerEvent | undefined;
  for (const type of MOVES) {
    listen(type, (event) => {
      if (last && samePlace(last, event)) return;
      last = event;
      moved(event);
    });
  }
  listen("pointerup", () => {
    stop();
    up();
  });
  listen("pointercancel", () => {
    stop();
    lost();
  });
  return stop;
}

const samePlace = (a: PointerEvent, b: PointerEvent): boolean =>
  a.clientX === b.clientX &&
  a.clientY === b.clientY &&
  a.altKey === b.altKey &&
  a.shiftKey === b.shiftKey;
