import { commands, Disposable, l10n, Uri, window } from "vscode";
import { type GivenValue, readGiven } from "../../core/text/givenValue";
import type { AnalysisService } from "../analysisService";
import { showFailure, type Log } from "../log";
import { COMMANDS } from "../names";
import type { GivenValues } from "./givenValues";
import { ask, pick, tell } from "../sinks";

/** The commands that give what only the running program knows a value, and that forget them. */
export function registerValueCommands(
  analyses: AnalysisService,
  values: GivenValues,
  log: Log,
): Disposable {
  const guarded =
    (run: (uri: Uri, symbol: unknown, value: unknown) => Promise<void>) =>
    async (uri: unknown, symbol: unknown, value: unknown): Promise<void> => {
      try {
        const document = uri instanceof Uri ? uri : window.activeTextEditor?.document.uri;
        if (document) await run(document, symbol, value);
        else await tell(l10n.t("Open a file with a schedule first."));
      } catch (error) {
        await showFailure(log, error);
      }
    };
  return Disposable.from(
    commands.registerCommand(
      COMMANDS.giveValue,
      guarded(async (uri, symbol, value) => {
        const name = typeof symbol === "string" ? symbol : await pickSymbol(analyses, uri);
        if (name === undefined) return;
        const texts = textsOf(analyses, uri, name);
        const isGiven = typeof value === "string" || Number.isFinite(value);
        const given = isGiven
          ? (value as GivenValue)
          : texts
            ? await pickText(name, texts)
            : await askValue(name, values.of(uri));
        if (given !== undefined) await values.give(uri, name, given);
      }),
    ),
    commands.registerCommand(
      COMMANDS.forgetValues,
      guarded((uri) => values.forget(uri)),
    ),
  );
}

async function pickSymbol(analyses: AnalysisService, uri: Uri): Promise<string | undefined> {
  const schedules = analyses.latest(uri)?.analysis.schedules ?? [];
  const symbols = schedules.flatMap(({ unknowns, foreign }) =>
    [...unknowns, ...(foreign?.offers ?? [])].map(({ symbol }) => symbol),
  );
  const [first, second] = new Set(symbols);
  if (first === undefined) {
    await tell(l10n.t("Nothing in this file waits for a value."));
    return undefined;
  }
  if (second === undefined) return first;
  const items = [...new Set(symbols)].map((symbol) => ({ label: symbol }));
  const chosen = await pick(items, {
    title: l10n.t("Give a Value for the Preview"),
    placeHolder: l10n.t("Pick what to give a value"),
  });
  return chosen?.label;
}

/** What a text may be, where the reading of a file knows it. */
function textsOf(analyses: AnalysisService, uri: Uri, name: string): readonly string[] | undefined {
  const schedules = analyses.latest(uri)?.analysis.schedules ?? [];
  return schedules.flatMap(({ unknowns }) => unknowns).find(({ symbol }) => symbol === name)?.texts;
}

async function pickText(symbol: string, texts: readonly string[]): Promise<string | undefined> {
  const items = texts.map((label) => ({ label }));
  const chosen = await pick(items, { title: l10n.t("The value of {0} in the preview", symbol) });
  return chosen?.label;
}

async function askValue(
  symbol: string,
  given: ReadonlyMap<string, GivenValue>,
): Promise<GivenValue | undefined> {
  const known = given.get(symbol);
  const text = await ask({
    title: l10n.t("The value of {0} in the preview", symbol),
    placeHolder: l10n.t('A number, for instance 391, or a text in quotes: "cosine"'),
    value: typeof known === "string" ? `"${known}"` : (known?.toString() ?? ""),
    validateInput: (typed) =>
      readGiven(typed) === undefined
        ? l10n.t("Enter a valid number, or a text in quotes.")
        : undefined,
  });
  return text === undefined ? undefined : readGiven(text);
}
