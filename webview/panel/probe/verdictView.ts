import { isActive, type ProbeRun } from "../../../src/probe/results/run";
import { divergence } from "../../../src/probe/verdict/findings/divergence";
import { judgedSchedules } from "../../../src/probe/verdict/judged";
import type { Sentence } from "../../../src/probe/verdict/sentence";
import { judge, type Verdict } from "../../../src/probe/verdict/verdict";
import { t } from "../../../src/core/text/words";
import { words } from "../strings";
import { button } from "../ui/controls";
import { h, setHidden } from "../ui/dom";
import { chipOf, type Chip } from "./verdictChip";

/** What a finished run shows, in plain sentences, and how more could be shown. */
export class VerdictView {
  readonly element: HTMLElement;
  private readonly list = h("ul", { class: "verdict" });
  private readonly more;
  private judged: { readonly run: ProbeRun; readonly state: string } | undefined;
  private chip: Chip | undefined;
  private seeds = 0;

  /** `tell` gets the verdict in a few words; undefined while there is none. */
  constructor(
    runWithSeeds: (seeds: number) => void,
    private readonly tell: (chip: Chip | undefined) => void,
  ) {
    this.more = button("", () => {
      runWithSeeds(this.seeds);
    });
    const title = h("h3", { class: "track-name" }, words.verdict());
    this.element = h("div", {}, title, this.list, this.more.element);
  }

  draw(run: ProbeRun): void {
    if (isActive(run)) {
      this.drawDivergence(run);
      return;
    }
    // Judging looks at every point: once, when there are no more to come.
    if (this.judged?.run === run && this.judged.state === run.state) {
      this.tell(this.chip);
      return;
    }
    setHidden(this.element, false);
    this.judged = { run, state: run.state };
    const verdict = judge(run);
    const said = sentences(run, verdict);
    this.list.replaceChildren(...said.map((text) => h("li", {}, text)));
    this.chip = chipOf(verdict, said);
    this.tell(this.chip);
    this.seeds = verdict.seedsNeeded ?? 0;
    this.more.setText(words.runWithSeeds(this.seeds));
    setHidden(this.more.element, verdict.seedsNeeded === undefined);
  }

  show(): void {
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** That alone is certain before the end. */
  private drawDivergence(run: ProbeRun): void {
    this.judged = undefined;
    const all = judgedSchedules(run);
    const found = all.flatMap((judged) => divergence(judged, all) ?? []);
    this.list.replaceChildren(...found.map(itemOf));
    this.tell(undefined);
    setHidden(this.element, found.length === 0);
    setHidden(this.more.element, true);
  }
}

const itemOf = ({ text, values }: Sentence): HTMLElement => h("li", {}, t(text, ...values));

function sentences(run: ProbeRun, verdict: Verdict): string[] {
  const all = [...verdict.conclusion, ...verdict.findings.map(({ sentence }) => sentence)];
  const said = all.map(({ text, values }) => t(text, ...values));
  if (said.length === 0) said.push(words.nothingFound());
  return run.thinned ? [...said, words.thinned()] : said;
}
