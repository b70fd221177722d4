import "./panel.css";
import { connectHost } from "./host";
import { Panel } from "./panel";
import { setStrings } from "./strings";
import { registerControls } from "./ui/controls";

/** The panel's script: it shows nothing before the host has told the words to show it in. */
function start(): void {
  const root = document.getElementById("panel") ?? document.body;
  const host = connectHost();
  const { messenger } = host;
  let panel: Panel | undefined;
  window.addEventListener("error", ({ message }) => {
    host.log("error", message);
  });
  window.addEventListener("unhandledrejection", ({ reason }) => {
    host.log("error", String(reason));
  });
  registerControls();
  messenger.on("init", ({ strings, assets }) => {
    if (panel) return;
    setStrings(strings);
    panel = new Panel(host, root, assets);
  });
  messenger.on("snapshot", (snapshot) => {
    panel?.takeSnapshot(snapshot);
  });
  messenger.on("cursor", ({ cursor }) => {
    panel?.takeCursor(cursor);
  });
  messenger.on("probe.run", ({ options }) => {
    void panel?.runProbe(options);
  });
  messenger.on("run.opened", ({ file, content }) => {
    void panel?.openRun(file, content);
  });
  messenger.on("score.export.run", ({ kind }) => {
    void panel?.exportScore(kind);
  });
  messenger.on("probe.cancel", () => {
    panel?.cancelProbe();
  });
  messenger.onAsk("inspect", async () => {
    if (!panel) throw new Error("The panel shows nothing yet.");
    return { type: "inspection", inspection: await panel.inspect() };
  });
  messenger.send({ type: "ready" });
}

start();
