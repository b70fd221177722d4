import "./panel.css";
import { setWords } from "../../src/core/text/words";
import { readPanelSetup } from "../../src/protocol/panelSetup";
import { connectHost } from "./host";
import { Panel } from "./panel";
import { registerControls } from "./ui/controls";

/** The panel's script: all is made ready while the host's first snapshot is on its way. */
function start(): void {
  const root = document.getElementById("panel") ?? document.body;
  const { assets, strings } = readPanelSetup(root.dataset["setup"]);
  const host = connectHost();
  const { messenger } = host;
  window.addEventListener("error", ({ message }) => {
    host.log("error", message);
  });
  window.addEventListener("unhandledrejection", ({ reason }) => {
    host.log("error", String(reason));
  });
  messenger.send({ type: "ready" });
  setWords(strings, document.documentElement.lang);
  registerControls();
  const panel = new Panel(host, root, assets);
  messenger.on("snapshot", (snapshot) => {
    panel.takeSnapshot(snapshot);
  });
  messenger.on("cursor", ({ cursor }) => {
    panel.takeCursor(cursor);
  });
  messenger.on("probe.run", ({ options }) => {
    void panel.runProbe(options);
  });
  messenger.on("run.opened", ({ file, content }) => {
    void panel.openRun(file, content);
  });
  messenger.on("score.export.run", ({ kind }) => {
    void panel.exportScore(kind);
  });
  messenger.on("probe.cancel", () => {
    panel.cancelProbe();
  });
  messenger.onAsk("inspect", async () => ({
    type: "inspection",
    inspection: await panel.inspect(),
  }));
}

start();
