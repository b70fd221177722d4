// Runs in a worker of a page that stays open: the host on a thread of its own, on one end of a channel.
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { EditingHost } from "../../webview/support/editingHost";

declare const self: {
  onmessage: ((event: { readonly data: string }) => void) | null;
  readonly postMessage: (message: "listens") => void;
};

/** The text that is edited comes from the page, all else through the channel. */
self.onmessage = ({ data: text }) => {
  const channel = new BroadcastChannel("host");
  const host = new EditingHost(
    (envelope) => {
      channel.postMessage(envelope);
    },
    text,
    (now) => analyze(parseJson(now)),
  );
  channel.onmessage = ({ data }) => {
    host.receive(data);
  };
  self.postMessage("listens");
};
