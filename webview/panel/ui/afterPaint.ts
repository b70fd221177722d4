/** A hidden page paints nothing; what waits for a paint goes on after this time all the same. */
const AT_THE_LATEST_MS = 250;

/** Calls `run` once, after the page was painted with all that was done until now. */
export function afterPaint(run: () => void): void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    run();
  };
  // The frame's callbacks come before its painting, the next task after it.
  requestAnimationFrame(() => setTimeout(once, 0));
  setTimeout(once, AT_THE_LATEST_MS);
}
