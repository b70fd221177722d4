/** Lets waiting events be handled, at a cost of microseconds. */
export interface Breather {
  breathe(): Promise<void>;
  close(): void;
}

/** Node's and, in its place, the browser's way to come back after the waiting events. */
export function breather(): Breather {
  const { setImmediate: immediate } = globalThis as { setImmediate?: (run: () => void) => void };
  if (immediate === undefined) return channelBreather();
  // Node answers a MessageChannel a thousand times before it looks at its timers.
  return {
    breathe: () =>
      new Promise((resolve) => {
        immediate(resolve);
      }),
    close: () => undefined,
  };
}

/** Browsers stretch timers of 0 ms to 4 ms, but not a message to oneself. */
function channelBreather(): Breather {
  const { port1, port2 } = new MessageChannel();
  let resume: (() => void) | undefined;
  port1.onmessage = () => resume?.();
  return {
    breathe: () =>
      new Promise((resolve) => {
        resume = resolve;
        port2.postMessage(undefined);
      }),
    close: () => {
      port1.close();
      port2.close();
    },
  };
}
