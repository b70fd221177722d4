import type { ShownSchedule } from "../../src/protocol/scheduleView";
import type { AxisState } from "./axisState";
import type { Host } from "./host";
import type { Colors } from "./ui/theme";
import type { ViewState } from "./viewState";

/** What the panel's actions and parts may know of it, and how they change it. */
export interface PanelContext {
  readonly host: Host;
  readonly view: ViewState;
  readonly colors: Colors;
  /** The active schedule first; empty while there is none. */
  readonly shown: readonly ShownSchedule[];
  /** Of the snapshot shown; requests name it, so that outdated ones are refused. */
  readonly revision: number;
  readonly axis: AxisState;
  /** Where values are read out; nowhere while something is dragged, whose value is told beside it. */
  readonly crosshair: number | undefined;
  /** Sets a part of the view state, which is kept; draws nothing. */
  change(part: Partial<ViewState>): void;
  /** Opens a section below the charts. */
  open(tab: ViewState["tab"]): void;
  /** Brings the charts into view, with what runs above them. */
  showCharts(): void;
  /** Draws all of it in the next frame. */
  redraw(): void;
  /** To be called where a part has drawn itself alone: nobody loses the keyboard by it. */
  keepFocus(): void;
  /** Draws at once what depends on the crosshair alone. */
  drawCrosshair(): void;
}
