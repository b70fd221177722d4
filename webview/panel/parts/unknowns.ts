import type { Snapshot } from "../../../src/protocol/hostMessages";
import { words } from "../strings";
import { button, numberField } from "../ui/controls";
import { h, setHidden, setText, syncChildren } from "../ui/dom";
import { formatExact } from "../../../src/core/text/format";
import { type GivenValue, readGiven } from "../../../src/core/text/givenValue";

export interface ValueActions {
  /** Returns why it could not be given. */
  readonly giveValue: (symbol: string, value: GivenValue) => Promise<string | undefined>;
  readonly forgetValues: () => void;
}

interface Row {
  readonly element: HTMLElement;
}

const MOST_SHOWN = 60;

/** Where the user gives what only the running program knows a value, to see the curve. */
export class Unknowns {
  readonly element = h("div", { class: "unknowns" });
  private readonly list = h("ul");
  private readonly rows = new Map<string, Row>();
  private readonly given = h("span");
  private readonly givenLine: HTMLElement;

  constructor(private readonly actions: ValueActions) {
    const forget = button(words.forgetGiven(), actions.forgetValues);
    const why = h("span", { class: "faint" }, words.givenWhy());
    this.givenLine = h("div", { class: "given" }, why, this.given, forget.element);
    this.element.append(this.list, this.givenLine);
  }

  draw({ shown, given = [], metric }: Snapshot): void {
    const symbols = shown[0]?.unknowns ?? [];
    const told = [
      ...given.map(({ symbol, value }) => words.given(symbol, shownValue(value))),
      ...(metric === undefined ? [] : [words.driven(metric)]),
    ];
    setHidden(this.element, symbols.length + told.length === 0);
    setHidden(this.list, symbols.length === 0);
    syncChildren(
      this.list,
      this.rows,
      symbols,
      (symbol) => symbol,
      (symbol) => unknownRow(symbol, this.actions.giveValue),
      () => undefined,
    );
    setHidden(this.givenLine, told.length === 0);
    setText(this.given, told.join(", "));
  }
}

/** A field of one value; Enter and the button give it. */
function unknownRow(symbol: string, give: ValueActions["giveValue"]): Row {
  let typed = "";
  const problem = h("p", { class: "unknown-problem", role: "alert" });
  const tell = (why: string | undefined): void => {
    field.setProblem(why);
    setText(problem, why ?? "");
  };
  const field = numberField(words.valueOf(shortened(symbol)), (text) => {
    typed = text;
    tell(undefined);
  });
  const submit = async (): Promise<void> => {
    const value = readGiven(typed);
    tell(value === undefined ? words.valuePlease() : await give(symbol, value));
  };
  field.element.addEventListener("keydown", (event) => {
    if (event.key === "Enter") void submit();
  });
  const set = button(words.set(), () => void submit());
  set.element.setAttribute("aria-label", words.setValue(symbol));
  const line = h("div", { class: "unknown" }, field.element, set.element);
  return { element: h("li", { title: symbol }, line, problem) };
}

/** The beginning and the end of a long expression. */
const shortened = (symbol: string): string =>
  symbol.length <= MOST_SHOWN ? symbol : `${symbol.slice(0, 35)} … ${symbol.slice(-15)}`;

const shownValue = (value: GivenValue): string =>
  typeof value === "number" ? formatExact(value) : `"${value}"`;
