import { LOSS } from "../../../src/probe/results/charts";
import { MEASUREMENTS } from "../../../src/probe/request";
import type { ProbeRun } from "../../../src/probe/results/run";
import type { SpeedLimit } from "../../../src/probe/results/speedLimits";
import { words } from "../strings";
import { h, setHidden } from "../ui/dom";
import { withAlpha, type Colors } from "../ui/theme";
import { trainingKey, type LossView } from "./lossChart";
import type { Overlay } from "./overlay";
import { expectedRun } from "./theory/expectedRun";

interface KindsModel {
  readonly run: ProbeRun;
  readonly view: LossView;
  readonly colors: Colors;
  readonly overlay: Overlay | undefined;
  readonly limits: readonly SpeedLimit[];
  readonly theory: boolean;
  /** Which series is drawn. */
  readonly chart: string;
}

interface Kind {
  readonly text: string;
  readonly color: string;
  readonly look: "line" | "dotted" | "dashed" | "shade";
}

/** Which stroke is the training, which the validation loss; what is shaded, and why. */
export class Kinds {
  readonly element = h("div", { class: "kinds faint" });
  private shown = "";

  draw(model: KindsModel): void {
    const kinds = kindsOf(model);
    const key = JSON.stringify(kinds);
    if (key === this.shown) return;
    this.shown = key;
    setHidden(this.element, kinds.length === 0);
    this.element.replaceChildren(
      ...kinds.map(({ text, color, look }) => {
        const line = h("span", { class: `stroke ${look}`, "aria-hidden": "true" });
        if (look === "shade") line.style.background = withAlpha(color, 0.3);
        line.style.borderColor = color;
        return h("span", { class: "kind" }, line, text);
      }),
    );
  }
}

function kindsOf(model: KindsModel): Kind[] {
  const { chart, limits } = model;
  const above = limits.some((each) => each.above.length > 0);
  return [
    ...(chart === LOSS ? lossKinds(model) : []),
    ...(chart === LOSS ? expectedKinds(model) : []),
    ...(chart === MEASUREMENTS.speedLimit ? limitKinds(model) : []),
    ...(above
      ? [{ text: words.aboveSpeedLimit(), color: shade(model), look: "shade" as const }]
      : []),
  ];
}

const expectedKinds = ({ run, theory, colors }: KindsModel): Kind[] =>
  theory && run.schedules.some((schedule) => expectedRun(run, schedule).length > 0)
    ? [{ text: words.expectedLoss(), color: colors.foreground, look: "dashed" }]
    : [];

const shade = ({ run, colors }: KindsModel): string =>
  run.schedules.length > 1 ? colors.foreground : colors.error;

function lossKinds({ run, view, colors }: KindsModel): Kind[] {
  const several = run.schedules.length > 1;
  const color = several ? colors.foreground : colors.validation;
  const validation: Kind = { text: words.validation(), color, look: "line" };
  if (!view[trainingKey(run)]) return [validation];
  const train: Kind = {
    text: words.train(),
    color: several ? colors.foreground : colors.train,
    look: several ? "dotted" : "line",
  };
  return [validation, train];
}

function limitKinds({ run, colors }: KindsModel): Kind[] {
  const several = run.schedules.length > 1;
  return [
    {
      text: words.speedLimitName(),
      color: several ? colors.foreground : colors.validation,
      look: "line",
    },
    {
      text: words.trainedRate(),
      color: several ? colors.foreground : colors.track("learningRate"),
      look: several ? "dotted" : "line",
    },
  ];
}
