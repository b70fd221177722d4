import type { ShownSchedule, ToldView } from "../../../src/protocol/scheduleView";
import { formatSample } from "../numbers";
import { button } from "../ui/controls";
import { h, setHidden, setText, syncChildren } from "../ui/dom";
import type { Part } from "../ui/lazy";
import { Table } from "../ui/table";
import { runWords } from "./words";

/** Why the runs that lie over the plan differ from it: a sentence each, and the causes with their figures. */
export class RunsPart implements Part<readonly ShownSchedule[]> {
  readonly element = h("div", { class: "runs" });
  private readonly lines = new Map<string, RunLine>();

  draw(shown: readonly ShownSchedule[]): void {
    const runs = shown.flatMap(({ id, name, told }) => (told ? [{ id, name, told }] : []));
    setHidden(this.element, runs.length === 0);
    syncChildren(
      this.element,
      this.lines,
      runs,
      ({ id }) => id,
      ({ name }) => new RunLine(name),
      (line, { told }) => {
        line.draw(told);
      },
    );
  }
}

class RunLine {
  readonly element: HTMLElement;
  private readonly sentence = h("span");
  private readonly stale = h("span", { class: "faint" }, ` ${runWords.stale()}`);
  private readonly code = h("code");
  private readonly codeLine: HTMLElement;
  private readonly causes: HTMLElement;
  private readonly table: Table;
  private readonly resolution = h("p", { class: "faint" });

  constructor(name: string) {
    const copy = button(runWords.copy(), () => {
      void navigator.clipboard.writeText(this.code.textContent);
    });
    this.codeLine = h("div", { class: "run-code" }, this.code, copy.element);
    this.table = new Table(runWords.causesOf(name));
    this.causes = h(
      "details",
      {},
      h("summary", {}, runWords.causes()),
      this.table.element,
      this.resolution,
    );
    const line = h("p", {}, h("strong", {}, name), " ", this.sentence, this.stale);
    this.element = h("div", { class: "run" }, line, this.codeLine, this.causes);
  }

  draw({ sentence, causes, resolution, code, stale }: ToldView): void {
    setUnbroken(this.sentence, sentence);
    setHidden(this.stale, !stale);
    setHidden(this.codeLine, code === undefined);
    setText(this.code, code ?? "");
    setHidden(this.causes, causes.length === 0);
    this.table.set(
      [
        { key: "cause", title: runWords.cause() },
        { key: "left", title: runWords.left() },
      ],
      causes.map(({ text, residual }) => ({ cause: text, left: formatSample(residual) })),
    );
    setHidden(this.resolution, resolution === undefined);
    setUnbroken(this.resolution, runWords.resolution(formatSample(resolution ?? null)));
  }
}

/** A line would break at the minus of 5.4e-20, which then reads as two numbers. */
const EXPONENTIAL = /([\d.]+e-\d+)/;

/** Sets a text whose numbers stay on one line. */
function setUnbroken(element: HTMLElement, text: string): void {
  if (element.textContent === text) return;
  const parts = text.split(EXPONENTIAL);
  element.replaceChildren(
    ...parts.map((part, i) => (i % 2 === 1 ? h("span", { class: "unbroken" }, part) : part)),
  );
}
