import { l10n, StatusBarAlignment, window } from "vscode";
import { Owner } from "./disposables";
import { scheduleLanguage } from "./documents";
import { COMMANDS, ID } from "./names";
import type { PanelModel } from "./panel/panelModel";
import type { Panels } from "./panel/panels";
import { plainLabel } from "./sinks";
import { formatCount } from "../core/text/format";

/** The schedule at the cursor, or the probe's progress; only while a schedule file is in view. */
export class StatusBar extends Owner {
  private readonly item = this.own(
    window.createStatusBarItem(`${ID}.status`, StatusBarAlignment.Right, 100),
  );

  constructor(
    private readonly model: PanelModel,
    private readonly panels: Panels,
  ) {
    super();
    this.item.name = l10n.t("Learning Rate Designer");
    this.item.command = COMMANDS.openPreview;
    const update = (): void => void this.update();
    this.own(model.onDidChange(update));
    this.own(model.onDidMove(update));
    this.own(panels.onDidChangeProbe(update));
    this.own(window.onDidChangeActiveTextEditor(update));
    update();
  }

  private async update(): Promise<void> {
    const document = window.activeTextEditor?.document;
    const active = await this.model.active();
    if (!active || !document || !scheduleLanguage(document)) {
      this.item.hide();
      return;
    }
    const {
      title: name,
      schedule: { schedule },
    } = active;
    this.item.text = this.probeText() ?? `$(graph-line) ${shorten(name)}`;
    this.item.tooltip = schedule
      ? l10n.t("{0}: {1} steps", name, formatCount(schedule.length))
      : l10n.t("{0}: nothing can be drawn yet", name);
    this.item.show();
  }

  private probeText(): string | undefined {
    const { state, step, steps } = this.panels.probe ?? IDLE;
    const share = steps === 0 ? 0 : Math.floor((100 * step) / steps);
    if (state === "running") return `$(sync~spin) ${l10n.t("Probe {0}%", share)}`;
    if (state === "paused") return `$(debug-pause) ${l10n.t("Probe {0}%", share)}`;
    return undefined;
  }
}

const IDLE = { state: "idle", step: 0, steps: 0 } as const;

const shorten = (name: string): string => {
  const plain = plainLabel(name);
  return plain.length > 40 ? `${plain.slice(0, 39)}…` : plain;
};
