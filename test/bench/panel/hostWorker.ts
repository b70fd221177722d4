// Runs in a worker of the page: the host on a thread of its own, no browser's driver between.
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { EditingHost } from "../../webview/support/editingHost";

declare const self: {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(data: unknown): void;
};

let host: EditingHost | undefined;
/** The text first, then what the panel says. */
self.onmessage = ({ data }) => {
  if (host) host.receive(data);
  else if (typeof data === "string")
    host = new EditingHost(
      (envelope) => {
        self.postMessage(envelope);
      },
      data,
      (text) => analyze(parseJson(text)),
    );
};
