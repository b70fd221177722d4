import { l10n, type QuickPickItem } from "vscode";
import type { TemplateFit } from "../templateFiles";
import { pick, ask } from "../sinks";

type Fit = NonNullable<TemplateFit>;
type Durations = Fit["durations"];

interface LengthItem extends QuickPickItem {
  readonly unit: "published" | "steps" | "epochs";
}
interface DurationsItem extends QuickPickItem {
  readonly durations: Durations;
}

/** Asks for the user's run; undefined where the question was dismissed. */
export async function askFit(title: string): Promise<Fit | "published" | undefined> {
  const items: LengthItem[] = [
    { label: l10n.t("As published"), unit: "published" },
    { label: l10n.t("My run, in steps…"), unit: "steps" },
    { label: l10n.t("My run, in epochs…"), unit: "epochs" },
  ];
  const placeHolder = l10n.t("How long is the run?");
  const unit = (await pick(items, { title, placeHolder }))?.unit;
  if (unit === undefined || unit === "published") return unit;
  const length = await (unit === "steps" ? askSteps(title) : askEpochs(title));
  if (!length) return undefined;
  const durations = await askDurations(title);
  return durations && { length, durations };
}

async function askSteps(title: string): Promise<Fit["length"] | undefined> {
  const steps = await askNumber(title, l10n.t("Steps of the run"), true);
  return steps === undefined ? undefined : { steps };
}

async function askEpochs(title: string): Promise<Fit["length"] | undefined> {
  const epochs = await askNumber(title, l10n.t("Epochs of the run"), false);
  if (epochs === undefined) return undefined;
  const stepsPerEpoch = await askNumber(title, l10n.t("Steps of one epoch"), true);
  return stepsPerEpoch === undefined ? undefined : { epochs, stepsPerEpoch };
}

async function askDurations(title: string): Promise<Durations | undefined> {
  const items: DurationsItem[] = [
    {
      label: l10n.t("Scale with the run"),
      description: l10n.t("a warmup of 5 in 90 epochs becomes 1 in 18"),
      durations: "scale",
    },
    {
      label: l10n.t("Keep as published"),
      description: l10n.t("a warmup of 5 epochs stays one of 5 epochs"),
      durations: "keep",
    },
  ];
  const placeHolder = l10n.t("How should the recipe's durations be adjusted?");
  return (await pick(items, { title, placeHolder }))?.durations;
}

/** A number above 0, in digits that may be grouped by underscores. */
async function askNumber(
  title: string,
  prompt: string,
  whole: boolean,
): Promise<number | undefined> {
  const read = (typed: string): number => Number(typed.replaceAll(/[_,\s]/g, ""));
  const isRight = (value: number): boolean =>
    value > 0 && value <= 1e12 && (!whole || Number.isSafeInteger(value));
  const typed = await ask({
    title,
    prompt,
    validateInput: (text) =>
      text.trim() !== "" && isRight(read(text))
        ? undefined
        : whole
          ? l10n.t("Enter a whole number greater than 0.")
          : l10n.t("Enter a number greater than 0."),
  });
  return typed === undefined ? undefined : read(typed);
}
