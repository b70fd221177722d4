import type { ProbeControl } from "./request";

/** A control that nobody has paused or cancelled yet. */
export function probeControl(): ProbeControl {
  let state: ProbeControl["state"] = "running";
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  return {
    get state() {
      return state;
    },
    pause() {
      if (state === "running") state = "paused";
    },
    resume() {
      if (state === "paused") state = "running";
      wake();
    },
    cancel() {
      state = "cancelled";
      wake();
    },
    whenRunning() {
      if (state !== "paused") return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
