import type { DerivedId } from "../../../src/core/derived/ids";
import type { PanelContext } from "../panelContext";
import type { ViewState } from "../viewState";

/** How the user wants to see what is shown. */
export function viewActions(panel: PanelContext) {
  return {
    setTab: (tab: ViewState["tab"]) => {
      panel.open(tab);
    },
    setDerived: (derived: readonly DerivedId[]) => {
      panel.change({ derived: [...derived] });
      panel.redraw();
    },
    setFamilies: (families: boolean) => {
      panel.change({ families });
      panel.redraw();
    },
    setDifference: (difference: boolean) => {
      panel.change({ difference });
      panel.redraw();
    },
    setLog: (track: string, on: boolean) => {
      const others = panel.view.logTracks.filter((name) => name !== track);
      panel.change({ logTracks: on ? [...others, track] : others });
      panel.redraw();
    },
  };
}
