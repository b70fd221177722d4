import type { PanelContext } from "../panelContext";
import type { ViewState } from "../viewState";

/** How the user wants to see what is shown. */
export function viewActions(panel: PanelContext) {
  return {
    setTab: (tab: ViewState["tab"]) => {
      panel.change({ tab });
      panel.redraw();
    },
    setLog: (track: string, on: boolean) => {
      const others = panel.view.logTracks.filter((name) => name !== track);
      panel.change({ logTracks: on ? [...others, track] : others });
      panel.redraw();
    },
  };
}
