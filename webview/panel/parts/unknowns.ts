import type { Snapshot } from "../../../src/protocol/hostMessages";
import { words } from "../strings";
import type { UnknownView } from "../../../src/protocol/unknowns";
import { button, numberField } from "../ui/controls";
import { dropdown } from "../ui/dropdown";
import { h, setHidden, setText, syncChildren } from "../ui/dom";
import { formatExact } from "../../../src/core/text/format";
import { type GivenValue, readGiven, unusedText } from "../../../src/core/text/givenValue";

export interface ValueActions {
  /** Returns why it could not be given. */
  readonly giveValue: (symbol: string, value: GivenValue) => Promise<string | undefined>;
  readonly forgetValues: () => void;
}

interface Row {
  readonly element: HTMLElement;
  /** Says what is known of the value that was given. */
  drawGiven(value: GivenValue | undefined): void;
}

const MOST_SHOWN = 60;
const LONGEST_TYPED = 200;

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
    const unknowns = shown[0]?.unknowns ?? [];
    const told = [
      ...given.map(({ symbol, value }) => words.given(symbol, shownValue(value))),
      ...(metric === undefined ? [] : [words.driven(metric)]),
    ];
    setHidden(this.element, unknowns.length + told.length === 0);
    setHidden(this.list, unknowns.length === 0);
    syncChildren(
      this.list,
      this.rows,
      unknowns,
      (unknown) => JSON.stringify(unknown),
      (unknown) => rowOf(unknown, this.actions.giveValue),
      (row, { symbol }) => {
        row.drawGiven(given.find((one) => one.symbol === symbol)?.value);
      },
    );
    setHidden(this.givenLine, told.length === 0);
    setText(this.given, told.join(", "));
  }
}

const rowOf = ({ symbol, texts }: UnknownView, give: ValueActions["giveValue"]): Row =>
  texts ? choiceRow(symbol, texts, give) : fieldRow(symbol, give);

const problemLine = (): HTMLElement => h("p", { class: "unknown-problem", role: "alert" });

/** A list of the texts that a value may be; the one that is picked is given. */
function choiceRow(symbol: string, texts: readonly string[], give: ValueActions["giveValue"]): Row {
  const problem = problemLine();
  const submit = async (text: string): Promise<void> => {
    if (text !== "") setText(problem, (await give(symbol, text)) ?? "");
  };
  const label = words.valueOf(shortened(symbol));
  const list = dropdown(label, (text) => void submit(text));
  const choices = texts.map((text) => ({ value: text, text }));
  list.set([{ value: "", text: words.pickText() }, ...choices], "");
  const line = h("div", { class: "unknown choice" }, h("span", {}, label), list.element);
  const drawGiven = (value: GivenValue | undefined): void => {
    if (typeof value === "string") setText(problem, unusedText(symbol, value));
  };
  return { element: h("li", { title: symbol }, line, problem), drawGiven };
}

/** A field of one value; Enter and the button give it. */
function fieldRow(symbol: string, give: ValueActions["giveValue"]): Row {
  let typed = "";
  let unused: string | undefined;
  const problem = problemLine();
  const tell = (why: string | undefined): void => {
    field.setProblem(why);
    setText(problem, why ?? "");
  };
  const label = words.valueOf(shortened(symbol));
  const entered = (text: string): void => {
    typed = text;
    tell(undefined);
  };
  const field = numberField(label, entered, LONGEST_TYPED);
  const submit = async (): Promise<void> => {
    const value = readGiven(typed);
    const refused = value === undefined ? words.valuePlease() : await give(symbol, value);
    tell(refused ?? unused);
  };
  field.element.addEventListener("keydown", (event) => {
    if (event.key === "Enter") void submit();
  });
  const set = button(words.set(), () => void submit());
  set.element.setAttribute("aria-label", words.setValue(symbol));
  const line = h("div", { class: "unknown" }, field.element, set.element);
  const drawGiven = (value: GivenValue | undefined): void => {
    unused = typeof value === "string" ? unusedText(symbol, value) : undefined;
    if (unused !== undefined) tell(unused);
  };
  return { element: h("li", { title: symbol }, line, problem), drawGiven };
}

/** The beginning and the end of a long expression. */
const shortened = (symbol: string): string =>
  symbol.length <= MOST_SHOWN ? symbol : `${symbol.slice(0, 35)} … ${symbol.slice(-15)}`;

const shownValue = (value: GivenValue): string =>
  typeof value === "number" ? formatExact(value) : `"${value}"`;
