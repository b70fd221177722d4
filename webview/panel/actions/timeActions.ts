import { convertPosition, convertWindow } from "../axisState";
import type { PanelContext } from "../panelContext";
import type { Span, UnitId } from "../time";
import { orWhole, panSpan, zoomSpan } from "../window";

/** What the user does with the time axis: its unit, the part shown, the crosshair. */
export function timeActions(panel: PanelContext) {
  const show = (span: Span): void => {
    showSpan(panel, span);
  };
  return {
    setUnit: (unit: UnitId) => {
      setUnit(panel, unit);
    },
    /** All at the same length: the axis in percent; else in the unit that most runs are counted in. */
    setNormalised: (on: boolean) => {
      setUnit(panel, on ? "percent" : "steps");
    },
    setCrosshair: (x: number | undefined) => {
      panel.change({ crosshair: x ?? null });
      // At once: the next key press builds upon it, and only a few words of the page change.
      panel.drawCrosshair();
    },
    setWindow: (window: Span) => {
      show(zoomSpan(window, panel.axis.whole, 1));
    },
    zoom: (factor: number, about?: number) => {
      show(zoomSpan(panel.axis.window, panel.axis.whole, factor, about));
    },
    pan: (share: number) => {
      show(panSpan(panel.axis.window, panel.axis.whole, share));
    },
    whole: () => {
      show(panel.axis.whole);
    },
  };
}

function showSpan(panel: PanelContext, span: Span): void {
  const { whole, unit } = panel.axis;
  const window = orWhole(span, whole);
  panel.change({ window: window && { domain: unit.domain, ...window } });
  panel.redraw();
}

/** The part shown and the crosshair stay at the same steps of the active schedule. */
function setUnit(panel: PanelContext, unit: UnitId): void {
  const { axis, shown, view } = panel;
  const next = axis.units.find(({ id }) => id === unit);
  if (!next) return;
  const length = shown[0]?.length ?? null;
  const window = convertWindow(view.window, next.domain, length);
  const crosshair = convertPosition(view.crosshair, axis.unit.domain, next.domain, length);
  panel.change({ unit, window, crosshair });
  panel.redraw();
}
