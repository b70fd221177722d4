import type { ProbeRun } from "../../../src/probe/results/run";
import { words } from "../strings";
import { h } from "../ui/dom";
import type { Colors } from "../ui/theme";
import type { LossView } from "./lossChart";
import type { Overlay } from "./overlay";

interface KindsModel {
  readonly run: ProbeRun;
  readonly view: LossView;
  readonly colors: Colors;
  readonly overlay: Overlay | undefined;
  readonly isLoss: boolean;
}

/** Which stroke is the training, which the validation loss. */
export class Kinds {
  readonly element = h("div", { class: "kinds faint" });
  private shown = "";

  draw(model: KindsModel): void {
    const kinds = model.isLoss ? kindsOf(model) : [];
    const key = JSON.stringify(kinds);
    if (key === this.shown) return;
    this.shown = key;
    this.element.hidden = kinds.length === 0;
    this.element.replaceChildren(
      ...kinds.map(({ text, color, dotted }) => {
        const line = h("span", {
          class: dotted ? "stroke dotted" : "stroke",
          "aria-hidden": "true",
        });
        line.style.borderColor = color;
        return h("span", { class: "kind" }, line, text);
      }),
    );
  }
}

function kindsOf({ run, view, colors }: KindsModel) {
  const several = run.schedules.length > 1;
  return [
    {
      text: words.validation(),
      color: several ? colors.foreground : colors.validation,
      dotted: false,
    },
    ...(view.training
      ? [
          {
            text: words.train(),
            color: several ? colors.foreground : colors.train,
            dotted: several,
          },
        ]
      : []),
  ];
}
