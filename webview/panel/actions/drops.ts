import type { Host } from "../host";

const URIS = "text/uri-list";

/** A file of the explorer that is dropped on the panel is a log to be laid over the plan. */
export function listenToDrops({ messenger }: Host): void {
  addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes(URIS)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    // the format's comments begin with "#" (RFC 2483)
    const [uri] = event.dataTransfer?.getData(URIS).match(/^[^#\r\n].*$/m) ?? [];
    if (uri === undefined) return;
    event.preventDefault();
    messenger.send({ type: "log.drop", file: uri.trim() });
  });
}
