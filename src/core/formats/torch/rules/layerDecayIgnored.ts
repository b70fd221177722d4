import { t } from "../../../text/words";
import type { GivenValue, LibraryObject, Value } from "../../python/script/value";
import { optimizerOf } from "../call";
import type { TorchSituation } from "../traps";

const FACTORY = /^timm\..*\.?create_optimizer(?:_v2)?$/;
const GROUPS = /param_groups_layer_decay$/;

/** layer-decay-ignored: timm's factors of the layers, which only timm's own schedulers multiply by. */
export function layerDecayIgnored({ object, asking }: TorchSituation): void {
  const optimizer = optimizerOf(object);
  const given = optimizer?.type === "object" ? layerDecay(optimizer) : undefined;
  if (!given) return;
  asking.trap({
    code: "layer-decay-ignored",
    severity: "error",
    range: given.range,
    message: t(
      "The layers' factors have no effect: a scheduler of PyTorch gives every layer the same rate. Use one of timm's schedulers, or give the groups rates of their own.",
    ),
    why: t(
      "timm stores a layer's factor as lr_scale in its parameter group; its own schedulers multiply by it, and nothing of PyTorch reads it.",
    ),
    source: {
      label: "timm #2532",
      url: "https://github.com/huggingface/pytorch-image-models/issues/2532",
    },
  });
}

/** Where an optimizer gets factors for its layers from. */
function layerDecay({ path, given }: LibraryObject): GivenValue | undefined {
  const decay = given.keywords.get("layer_decay");
  if (FACTORY.test(path)) return decay && !isNone(decay.value) ? decay : undefined;
  const groups = given.keywords.get("params") ?? given.positional[0];
  return groups && hasFactors(groups.value) ? groups : undefined;
}

const isNone = (value: Value): boolean =>
  value.type === "none" || (value.type === "number" && value.value === 1);

const hasFactors = (value: Value): boolean =>
  value.type === "object"
    ? GROUPS.test(value.path)
    : value.type === "list" &&
      value.items.some(
        (item) => item.type === "dict" && item.entries.has("lr_scale") && !item.entries.has("lr"),
      );
