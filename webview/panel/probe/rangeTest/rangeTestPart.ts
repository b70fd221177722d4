import { formatNumber } from "../../../../src/core/text/format";
import type { RangeTestResult } from "../../../../src/probe/rangeTest/result";
import type { Suggestion } from "../../../../src/probe/rangeTest/suggestions";
import type { PanelAssets } from "../../../../src/protocol/panelSetup";
import type { ShownSchedule } from "../../../../src/protocol/scheduleView";
import type { PanelContext } from "../../panelContext";
import { valueRange } from "../../score/polyline";
import { formatSample } from "../../numbers";
import { words } from "../../strings";
import { button } from "../../ui/controls";
import { h, setHidden, setText, withinReason } from "../../ui/dom";
import type { Part } from "../../ui/lazy";
import { endReveal } from "../../ui/reveal";
import type { Colors } from "../../ui/theme";
import { peakHandle } from "./peakHandle";
import { RangeChart } from "./rangeChart";
import { RangeRun } from "./rangeRun";
import { rangeWords } from "./words";

export interface RangeTestModel {
  readonly active: ShownSchedule | undefined;
  readonly colors: Colors;
}

/** The middle of the longest descent: neither at the edge of blowing up nor where little happens. */
const RECOMMENDED: Suggestion["method"] = "valley";
/** A peak that differs by more says more of the probe's task than of the recipe. */
const OUT_OF_PROPORTION = 10;

type Tested = Pick<ShownSchedule, "id" | "name">;

/** Raises the rate until the loss blows up, and writes the rate that one chooses into the text. */
export class RangeTestPart implements Part<RangeTestModel> {
  readonly element: HTMLElement;
  private readonly bar = h("progress", {
    "aria-label": rangeWords.rangeProgress(),
    max: 1,
    value: 0,
  });
  private readonly status = h("p", { role: "status" });
  private readonly message = h("p", { class: "note", role: "alert" });
  private readonly chart = new RangeChart();
  private readonly list = h("ul", { class: "suggestions" });
  private readonly cancelButton;
  private run: RangeRun | undefined;
  private tested: Tested | undefined;
  private listed = "";
  /** How far the page was scrolled when the test that runs began. */
  private place: number | undefined;
  private model: RangeTestModel | undefined;
  private readonly redraw = withinReason(() => {
    if (this.model) this.draw(this.model);
    this.panel.keepFocus();
  });

  constructor(
    private readonly panel: PanelContext,
    private readonly assets: PanelAssets,
  ) {
    this.cancelButton = button(words.cancel(), () => {
      this.cancel();
    });
    this.element = h(
      "div",
      { class: "range-test" },
      h("h3", { class: "track-name" }, words.rangeTest()),
      this.status,
      this.bar,
      this.cancelButton.element,
      this.list,
      this.message,
      this.chart.element,
    );
  }

  /** Tests the active schedule; a test that is still going ends. */
  async start(): Promise<void> {
    const { shown, view, host } = this.panel;
    const [active] = shown;
    if (!active) return;
    this.cancel();
    const run = new RangeRun(this.assets, active.probe?.learningRateScale ?? 1, this.redraw);
    this.run = run;
    this.tested = active;
    this.say("");
    this.draw({ active, colors: this.panel.colors });
    endReveal();
    this.element.scrollIntoView({ block: "nearest" });
    this.place = window.scrollY;
    try {
      const { task, seeds, backend } = view.probe;
      const options = {
        ...(task !== undefined && { task }),
        ...(seeds !== undefined && { seeds }),
        ...(backend !== undefined && { backend }),
        // Of the tracks only the first values count: the rate is swept, all others are held.
        steps: 1,
      };
      const ask = { type: "probe.start", schedules: [active.id], options } as const;
      const { request } = await host.messenger.ask(ask, "probe.request");
      if (this.run === run) await run.start(request);
    } catch (error) {
      if (this.run !== run) return;
      this.run = undefined;
      this.say(sentence(error));
    }
    this.redraw();
  }

  /** The schedule is called otherwise now. */
  rename(from: string, to: string): void {
    if (this.tested?.id === from) this.tested = { ...this.tested, id: to };
  }

  cancel(): void {
    this.run?.cancel();
  }

  /** All of it, once it is done; whoever has gone elsewhere meanwhile is left there. */
  private showWhole(): void {
    if (window.scrollY === this.place) this.element.scrollIntoView({ block: "nearest" });
    this.place = undefined;
  }

  draw(model: RangeTestModel): void {
    this.model = model;
    const { run, tested } = this;
    const result = run?.result;
    const running = run !== undefined && (run.state === "preparing" || run.state === "running");
    setHidden(this.bar, !running);
    setHidden(this.cancelButton.element, !running);
    this.bar.value = run?.share ?? 0;
    // Another schedule's result is not shown under this one; what still runs can be cancelled.
    const isElsewhere = tested?.id !== model.active?.id;
    setHidden(this.element, isElsewhere && !running);
    const hasCurve = !isElsewhere && result !== undefined && result.rates.length > 1;
    setHidden(this.chart.element, !hasCurve);
    if (run?.error !== undefined) this.say(run.error);
    setText(this.status, tested && run ? statusText(tested.name, result, running) : "");
    if (run && hasCurve)
      this.chart.draw(running ? unjudged(result) : result, run.rates, model.colors);
    this.drawRecommendation(running || isElsewhere ? [] : (result?.suggestions ?? []), model);
    if (!running) this.showWhole();
  }

  /** One rate is recommended; the others are marks on the chart. */
  private drawRecommendation(suggestions: readonly Suggestion[], { active }: RangeTestModel): void {
    const refusal = this.refusal(active);
    const recommended = suggestions.find(({ method }) => method === RECOMMENDED) ?? suggestions[0];
    const peak = peakOf(active);
    const key = JSON.stringify([recommended, refusal, peak]);
    if (key === this.listed) return;
    this.listed = key;
    this.list.replaceChildren(
      ...(recommended ? this.recommendation(recommended, refusal, peak) : []),
    );
  }

  private recommendation(
    { method, rate }: Suggestion,
    refusal: string | undefined,
    peak: number | undefined,
  ): HTMLElement[] {
    const amount = Number(rate.toPrecision(2));
    const told = formatNumber(amount, 2);
    const use = button(rangeWords.useAsPeak(told), () => void this.write(amount), "primary");
    use.setDisabled(refusal !== undefined);
    const ratio = peak === undefined ? 1 : amount / peak;
    const isFar = ratio > OUT_OF_PROPORTION || ratio < 1 / OUT_OF_PROPORTION;
    const notes = [
      ...(isFar && peak !== undefined
        ? [rangeWords.outOfProportion(formatNumber(ratio, 2), formatNumber(peak, 3))]
        : []),
      ...(refusal === undefined ? [] : [refusal]),
    ];
    return [
      h(
        "li",
        {},
        h("span", {}, rangeWords.recommended(told, rangeWords.rateMethod[method]())),
        use.element,
      ),
      ...notes.map((note) => h("li", { class: "note" }, note)),
    ];
  }

  /** Why a rate cannot be written into the definition; undefined where it can. */
  private refusal(active: ShownSchedule | undefined): string | undefined {
    const handle = peakHandle(active?.tracks.find(({ name }) => name === "learningRate"));
    if (!handle?.level) return rangeWords.noPeak();
    return handle.level.refusal?.reason;
  }

  private async write(amount: number): Promise<void> {
    const { host, shown, revision } = this.panel;
    const [active] = shown;
    const handle = peakHandle(active?.tracks.find(({ name }) => name === "learningRate"));
    if (!active || !handle) return;
    try {
      await host.messenger.ask(
        {
          type: "handle.set",
          revision,
          schedule: active.id,
          handle: handle.id,
          axis: "level",
          amount,
        },
        "done",
      );
      this.say(rangeWords.peakWritten(formatNumber(amount, 2)));
    } catch (error) {
      this.say(sentence(error));
    }
  }

  private say(message: string): void {
    setText(this.message, message);
    setHidden(this.message, message === "");
  }
}

/** While it runs, what it suggests would jump about. */
const unjudged = (result: RangeTestResult): RangeTestResult => ({ ...result, suggestions: [] });

function statusText(name: string, result: RangeTestResult | undefined, running: boolean): string {
  if (running) return rangeWords.testing(name);
  if (!result || result.rates.length === 0) return rangeWords.nothingTested();
  const { rates, stopped } = result;
  const from = formatSample(rates[0], 3);
  const to = formatSample(stopped?.rate ?? rates.at(-1), 3);
  const range = stopped
    ? rangeWords.testedUntil(name, from, to)
    : `${rangeWords.tested(name, from, to)} ${rangeWords.didNotBlowUp()}`;
  const none = result.suggestions.length === 0 ? rangeWords.nothingToSuggest() : "";
  return [range, none].filter(Boolean).join(" ");
}

/** The greatest value of the rate that is drawn. */
function peakOf(active: ShownSchedule | undefined): number | undefined {
  const track = active?.tracks.find(({ name }) => name === "learningRate");
  const max = track && valueRange([track.columns])?.max;
  return max !== undefined && max > 0 ? max : undefined;
}

const sentence = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
