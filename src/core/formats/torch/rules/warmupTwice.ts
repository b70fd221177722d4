import { isRecord, itemsOf, numberOf, type LibraryRecord } from "../../../libraries/value";
import { formatNumber } from "../../../text/format";
import { t } from "../../../text/words";
import { membersOf } from "../call";
import type { TorchRule } from "../traps";

/** warmup-twice: ChainedScheduler multiplies the factors of two warmups. */
export const warmupTwice: TorchRule = ({ call, object, asking }) => {
  if (call.kind !== "ChainedScheduler") return;
  const parts = itemsOf(call.args["schedulers"] ?? null) ?? [];
  const warmups = parts.flatMap((part, index) => {
    const factor = isRecord(part) ? firstFactor(part) : undefined;
    return factor !== undefined && factor < 0.999 ? [{ index, factor }] : [];
  });
  const second = warmups[1];
  if (!second) return;
  const product = warmups.reduce((all, { factor }) => all * factor, 1);
  asking.trap({
    code: "warmup-twice",
    severity: "warning",
    range: membersOf(object)[second.index]?.calleeRange ?? object.calleeRange,
    message: t`This is the second warmup in one ChainedScheduler: both run at once and their factors are multiplied, so that the rate begins at ${formatNumber(product)} times its base.`,
    why: t(
      "ChainedScheduler steps all of its schedulers together; SequentialLR runs one after the other.",
    ),
    source: {
      label: "PyTorch: ChainedScheduler",
      url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ChainedScheduler.html",
    },
  });
};

/** The factor that a warmup begins with; undefined for what does not rise. */
function firstFactor({ kind, args }: LibraryRecord): number | undefined {
  if (args === undefined || !isRecord(args)) return undefined;
  const number = (name: string, usual: number): number => numberOf(args[name] ?? null) ?? usual;
  if (kind === "ConstantLR") return number("factor", 1 / 3);
  if (kind === "LinearLR") {
    const [first, last] = [number("start_factor", 1 / 3), number("end_factor", 1)];
    return first < last ? first : undefined;
  }
  const lambda = args["lr_lambda"];
  if (kind !== "LambdaLR" || typeof lambda !== "function") return undefined;
  const [first, ...later] = LOOKED_AT.map((step) => numberOf(lambda(step)) ?? NaN);
  return first !== undefined && later.some((factor) => factor > first) ? first : undefined;
}

/** Steps at which a function shows that it rises. */
const LOOKED_AT = [0, 1, 2, 5, 10, 100];
