import type { Curve } from "../../schedule/curve";
import { t } from "../../text/words";
import { signature } from "../arguments";
import { moved } from "../curves/cycles";
import { stretches } from "../curves/pieces";
import type { LinkBuilder } from "./compose";
import type { TorchLinkKind } from "./link";

/**
 * The training loop of torch.optim.swa_utils: the main scheduler is stepped up to epoch swa_start,
 * the SWALR object after it, from the rate that the main one has reached.
 */
export const swaLoop = (build: LinkBuilder): TorchLinkKind => ({
  kind: "swa",
  parameters: signature({ swa_start: undefined, main: undefined, swa: undefined }),
  link: (args, context) => {
    const linkOf = (name: string): ReturnType<LinkBuilder> => {
      const call = args.call(name);
      return call ? build(call, context) : args.refuse(name, t("must be a scheduler"));
    };
    const [main, swa] = [linkOf("main"), linkOf("swa")];
    const start = args.number("swa_start") + 1;
    const curve = (base: number, group: number): Curve => {
      const before = main.curve(base, group);
      const after = swa.curve(before.at(start), group);
      return stretches([
        { start: 0, curve: before },
        { start, curve: moved(after, start) },
      ]);
    };
    return {
      kind: "swa",
      form: "overwrites",
      curve,
      first: (_, base, group) => curve(base, group).at(0),
      next: (_, k, base, group) => curve(base, group).at(k),
      others: main.others ?? [],
    };
  },
});
