import type { HostMessage } from "../../src/protocol/hostMessages";
import { Messenger, trusted } from "../../src/protocol/messenger";
import type { PanelMessage } from "../../src/protocol/panelMessages";

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export type HostMessenger = Messenger<PanelMessage, HostMessage>;

export interface Host {
  readonly messenger: HostMessenger;
  keptState(): unknown;
  keepState(state: unknown): void;
  log(level: "error" | "warning" | "information", message: string): void;
}

/** Connects to the extension host; to be called once. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  const log: Host["log"] = (level, message) => {
    messenger.send({ type: "log", level, message: message.slice(0, 2000) });
  };
  const messenger: HostMessenger = new Messenger(
    (envelope) => {
      api.postMessage(envelope);
    },
    trusted<HostMessage>,
    (reason) => {
      log("warning", `The panel refused a message: ${reason}`);
    },
  );
  window.addEventListener("message", ({ data, origin }: MessageEvent<unknown>) => {
    // every page that VS Code shows can post here; it hands on what the host sends from our own origin
    if (origin === window.origin) messenger.receive(data);
    else log("warning", `The panel refused a message from ${origin}`);
  });
  return {
    messenger,
    keptState: () => api.getState(),
    keepState: (state) => {
      api.setState(state);
    },
    log,
  };
}
