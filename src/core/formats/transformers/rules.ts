import { t } from "../../text/words";
import type { Asking } from "../python/asking";
import type { LibraryObject } from "../python/script/value";

/** What the rules about TrainingArguments look at. */
export interface ArgumentsUse {
  readonly object: LibraryObject;
  readonly kind: string;
  readonly warmup: number;
  readonly length: number | undefined;
  readonly asking: Asking;
}

type ArgumentsRule = (use: ArgumentsUse) => void;

/** warmup-ignored: `constant` has no warmup, whatever is given. */
const warmupIgnored: ArgumentsRule = ({ object, kind, warmup, asking }) => {
  const given = ["warmup_steps", "warmup_ratio"].find((name) => object.given.keywords.has(name));
  if (kind !== "constant" || warmup <= 0 || given === undefined) return;
  const type = object.given.keywords.get("lr_scheduler_type");
  const { value, range } = type ?? {};
  const literal = value?.type === "text" ? value.literal : undefined;
  asking.trap({
    code: "warmup-ignored",
    severity: "error",
    range: object.given.keywords.get(given)?.range ?? range ?? object.calleeRange,
    message: t`lr_scheduler_type "constant" ignores ${given}: the rate is full from the first update on.`,
    why: t("transformers' get_constant_schedule takes no warmup; constant_with_warmup does."),
    source: {
      label: "transformers: get_constant_schedule_with_warmup",
      url: "https://huggingface.co/docs/transformers/main_classes/optimizer_schedules",
    },
    fixes: literal
      ? [
          {
            title: t("Use constant_with_warmup"),
            edits: [{ range: literal, text: '"constant_with_warmup"' }],
          },
        ]
      : [],
  });
};

/** warmup-ratio-removed: transformers 5 knows warmup_steps alone, below 1 as a share. */
const warmupRatioRemoved: ArgumentsRule = ({ object, asking }) => {
  const ratio = object.given.keywords.get("warmup_ratio");
  if (!ratio?.nameRange) return;
  asking.trap({
    code: "warmup-ratio-removed",
    severity: "warning",
    range: ratio.nameRange,
    message: t(
      "transformers 5 has no warmup_ratio and raises a TypeError; there, warmup_steps takes the same share.",
    ),
    why: t(
      "warmup_ratio was deprecated in favor of warmup_steps, which below 1 is a share of all updates.",
    ),
    source: {
      label: "transformers #41326",
      url: "https://github.com/huggingface/transformers/pull/41326",
    },
    fixes: object.given.keywords.has("warmup_steps")
      ? []
      : [
          {
            title: t("Rename to warmup_steps"),
            edits: [{ range: ratio.nameRange, text: "warmup_steps" }],
          },
        ],
  });
};

/** Every rule about TrainingArguments and its kin. */
const RULES: readonly ArgumentsRule[] = [warmupIgnored, warmupRatioRemoved];

export function argumentTraps(use: ArgumentsUse): void {
  for (const rule of RULES) rule(use);
}
