import { InputBoxValidationSeverity, l10n, type QuickPickItem } from "vscode";
import { epochSteps } from "../../core/epochSteps";
import { formatCount, formatNumber } from "../../core/text/format";
import { counted, plural } from "../../core/text/plural";
import { ask, pick } from "../sinks";
import type { PublishedRun, TemplateFit } from "../templateFiles";

type Fit = NonNullable<TemplateFit>;
type Durations = Fit["durations"];
type Length = Fit["length"];

interface LengthItem extends QuickPickItem {
  readonly unit: "published" | "data" | "epochs" | "steps";
}
interface DurationsItem extends QuickPickItem {
  readonly durations: Durations;
}

/** Asks for the user's run; undefined where the question was dismissed. */
export async function askFit(
  title: string,
  published: PublishedRun,
): Promise<Fit | "published" | undefined> {
  const items: LengthItem[] = [
    { label: l10n.t("As published"), unit: "published" },
    {
      label: l10n.t("My run, by its data…"),
      description: l10n.t("epochs, size of the data set, batch, devices, accumulation"),
      unit: "data",
    },
    { label: l10n.t("My run, in epochs…"), unit: "epochs" },
    { label: l10n.t("My run, in steps…"), unit: "steps" },
  ];
  const placeHolder = l10n.t("How long is the run?");
  const unit = (await pick(items, { title, placeHolder }))?.unit;
  if (unit === undefined || unit === "published") return unit;
  const length = await ASKED[unit](title, published);
  if (!length) return undefined;
  const durations = await askDurations(title);
  return durations && { length, durations };
}

const ASKED: Record<
  Exclude<LengthItem["unit"], "published">,
  (title: string, published: PublishedRun) => Promise<Length | undefined>
> = { data: askData, epochs: askEpochs, steps: askSteps };

async function askSteps(title: string): Promise<Length | undefined> {
  const steps = await askNumber({ title, prompt: l10n.t("Steps of the run") });
  return steps === undefined ? undefined : { steps };
}

async function askEpochs(title: string, { epochs: usual }: PublishedRun) {
  const epochs = await askNumber({
    title,
    prompt: l10n.t("Epochs of the run"),
    whole: false,
    usual,
  });
  if (epochs === undefined) return undefined;
  const stepsPerEpoch = await askNumber({
    title,
    prompt: l10n.t("Steps of one epoch"),
    tell: (steps) => inAll(steps, epochs),
  });
  return stepsPerEpoch === undefined ? undefined : { epochs, stepsPerEpoch };
}

/**
 * What people know of a run, one question after the other. Enter skips a question: what stands in
 * its field, the recipe's own or 1, is taken; the steps that come of it are told at once.
 */
async function askData(title: string, published: PublishedRun): Promise<Length | undefined> {
  const askPart = (part: number, question: Omit<Question, "title">): Promise<number | undefined> =>
    askNumber({ title: l10n.t("{0} ({1} of {2})", title, part, 5), ...question });
  const epochs = await askPart(1, {
    prompt: l10n.t("Epochs of the run"),
    whole: false,
    usual: published.epochs,
  });
  if (epochs === undefined) return undefined;
  const samples = await askPart(2, {
    prompt: l10n.t("Samples of the data set"),
    usual: published.samples,
  });
  if (samples === undefined) return undefined;
  const told = (batchSize: number, devices = 1, accumulate = 1): string =>
    inAll(epochSteps({ samples, batchSize, devices, accumulate }), epochs);
  const batchSize = await askPart(3, {
    prompt: l10n.t("Samples of one batch, on one device"),
    usual: published.batchSize,
    tell: (value) => told(value),
  });
  if (batchSize === undefined) return undefined;
  const devices = await askPart(4, {
    prompt: l10n.t("Devices that train at the same time"),
    usual: 1,
    tell: (value) => told(batchSize, value),
  });
  if (devices === undefined) return undefined;
  const accumulate = await askPart(5, {
    prompt: l10n.t("Batches whose gradients are added up for one step"),
    usual: 1,
    tell: (value) => told(batchSize, devices, value),
  });
  return accumulate === undefined ? undefined : { epochs, samples, batchSize, devices, accumulate };
}

const inAll = (stepsPerEpoch: number, epochs: number): string =>
  l10n.t(
    "{0} an epoch, {1} in {2}",
    plural(stepsPerEpoch, "step"),
    formatCount(stepsPerEpoch * epochs),
    counted(formatNumber(epochs), "epoch", epochs === 1),
  );

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

interface Question {
  readonly title: string;
  readonly prompt: string;
  /** Only whole numbers; so it is where nothing else is said. */
  readonly whole?: boolean;
  /** What stands in the field already. */
  readonly usual?: number | undefined;
  /** What follows from the number. */
  readonly tell?: (value: number) => string;
}

/** A number above 0, in digits that may be grouped by underscores. */
async function askNumber({ title, prompt, whole = true, usual, tell }: Question) {
  const read = (typed: string): number => Number(typed.replaceAll(/[_,\s]/g, "") || NaN);
  const isRight = (value: number): boolean =>
    value > 0 && value <= (whole ? 1e12 : 1e9) && (!whole || Number.isSafeInteger(value));
  const typed = await ask({
    title,
    prompt,
    ...(usual !== undefined && { value: String(usual) }),
    validateInput: (text) => {
      const value = read(text);
      if (isRight(value))
        return tell && { message: tell(value), severity: InputBoxValidationSeverity.Info };
      return whole
        ? l10n.t("Enter a whole number greater than 0.")
        : l10n.t("Enter a number greater than 0.");
    },
  });
  return typed === undefined ? undefined : read(typed);
}
