import { formatCount } from "../../../src/core/text/format";
import { phaseKindChoices } from "../../../src/protocol/phaseKinds";
import type { PhaseChange } from "../../../src/protocol/phases";
import type { PhaseView, ShownSchedule } from "../../../src/protocol/scheduleView";
import type { PanelContext } from "../panelContext";
import { handleWords } from "./words";
import { Menu, type MenuItem } from "./menu";

export interface PhaseMenuPlace {
  readonly schedule: ShownSchedule;
  readonly track: string;
  readonly phase: number;
  /** The step at which a split would be. */
  readonly step: number;
}

type Operation = PhaseChange["operation"];

/** The menu of what can be done to a phase. `told` gets what the host has refused. */
export function phaseMenu(
  panel: PanelContext,
  { schedule, track, phase, step }: PhaseMenuPlace,
  closed: (back: boolean) => void,
  told: (problem: string) => void,
): Menu | undefined {
  const phases = schedule.tracks.find(({ name }) => name === track)?.phases ?? [];
  const own = phases[phase];
  if (!own) return undefined;
  const menu = new Menu(titleOf(own), closed);
  const change = (operation: Operation): void => {
    menu.close(true);
    const about = { revision: panel.revision, schedule: schedule.id, track, phase };
    panel.host.messenger
      .ask({ type: "phase.change", ...about, operation }, "done")
      .catch((error: unknown) => {
        told(error instanceof Error ? error.message : String(error));
      });
  };
  const at = Math.round(step);
  const splits = at > own.start && at < own.end;
  const kinds = (type: "add" | "kind"): MenuItem[] =>
    phaseKindChoices.map((kind) => ({
      text: kind,
      ...(type === "kind" && { checked: kind === own.kind }),
      chosen: () => {
        change({ type, kind });
      },
    }));
  menu.show([
    {
      text: handleWords.changeKind(),
      chosen: () => {
        menu.show(kinds("kind"));
      },
    },
    {
      text: handleWords.addPhase(),
      chosen: () => {
        menu.show(kinds("add"));
      },
    },
    {
      text: handleWords.splitPhase(formatCount(at)),
      disabled: !splits,
      chosen: () => {
        change({ type: "split", at });
      },
    },
    {
      text: handleWords.movePhaseEarlier(),
      disabled: phase === 0,
      chosen: () => {
        change({ type: "move", by: -1 });
      },
    },
    {
      text: handleWords.movePhaseLater(),
      disabled: phase >= phases.length - 1,
      chosen: () => {
        change({ type: "move", by: 1 });
      },
    },
    {
      text: handleWords.deletePhase(),
      disabled: phases.length < 2,
      chosen: () => {
        change({ type: "delete" });
      },
    },
  ]);
  return menu;
}

const titleOf = ({ kind, start, end }: PhaseView): string =>
  handleWords.phaseTitle(kind, formatCount(start), formatCount(end));
