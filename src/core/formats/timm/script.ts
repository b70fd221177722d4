import {
  configKeysFor,
  factoryArguments,
  FACTORY_SCHEDULERS,
  trainedEpochs,
} from "../../libraries/timm/factory";
import { timmTable } from "../../libraries/timm/table";
import { isRecord, type LibraryRecord } from "../../libraries/value";
import type { LibraryTrack } from "../../libraries/construction";
import { moved } from "../../libraries/curves/cycles";
import { stretches } from "../../libraries/curves/pieces";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import type { Asking } from "../python/asking";
import { toLibrary } from "../python/convert";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import { drawnSteps } from "../horizon";
import { libraryRun, wholeLength } from "../python/libraryRun";
import { scriptOptimizer } from "../python/optimizer";
import type { Script } from "../python/script/script";
import type { LibraryObject, Value } from "../python/script/value";
import { stateLength, steppingOf, type Stepping } from "../python/stepping";
import { firstCount } from "./firstCount";
import { timmTraps } from "./traps";
import {
  stepsNamed,
  tableArgument,
  tableCall,
  tableRange,
  type CallSyntax,
} from "../python/tableCall";
import { epochsOf } from "../torch/dialect";
import { metricsOf } from "../torch/plateau";

const NAME = /^timm\.scheduler\.(?:\w+\.)?(\w+)$/;

const kindOf = ({ path }: LibraryObject): string | undefined => {
  const name = NAME.exec(path)?.[1];
  if (name === "create_scheduler") return "create_scheduler_v2";
  return name !== undefined && timmTable.kinds.has(name) ? name : undefined;
};

const syntax: CallSyntax = { table: timmTable, kindOf, before: ["optimizer"] };
const isFromArguments = ({ path }: LibraryObject): boolean => path.endsWith(".create_scheduler");

/** timm's schedulers and its factories; `step(epoch)` goes by epochs, whatever the loop. */
export const timmDialect: ScriptDialect = {
  id: "timm",
  find: (script) =>
    script.findings.objects.flatMap((object): FoundSchedule[] => {
      const kind = kindOf(object);
      if (kind === undefined) return [];
      if (countsUpdates(object)) return [updatesOf(script, object, kind)];
      const stepping = steppingOf(script, [object], optimizerOf(object));
      return [
        {
          name: object.label ?? kind,
          anchor: object.calleeRange,
          range: object.range,
          format: "timm",
          clock: "epoch",
          stepped: stepping.stepped === "batch" ? "epoch" : stepping.stepped,
          ...(stepping.stepped === "epoch" && epochsOf(script, object, stepping)),
          run: (asking) => run(object, kind, stepping, asking),
        },
      ];
    }),
};

/** `t_in_epochs=False`: its times are updates, and `step_update(n)` moves it. */
function countsUpdates(object: LibraryObject): boolean {
  const { keywords } = object.given;
  const flag = keywords.get("t_in_epochs") ?? keywords.get("step_on_epochs");
  return flag?.value.type === "boolean" && !flag.value.value;
}

function updatesOf(script: Script, object: LibraryObject, kind: string): FoundSchedule {
  const stepping = steppingOf(script, [object], optimizerOf(object), "step_update");
  return {
    name: object.label ?? kind,
    anchor: object.calleeRange,
    range: object.range,
    format: "timm",
    clock: "update",
    stepped: stepping.stepped,
    run: (asking) => {
      const drawn = run(object, kind, stepping, asking);
      const first = firstCount(stepping.calls[0]);
      if (first === undefined) {
        asking.notRead(asking.anchor, t("What step_update is first called with"));
        return undefined;
      }
      if (!drawn || first === 1) return drawn;
      return { ...drawn, tracks: drawn.tracks.map(oneLate) };
    },
  };
}

/** Called with 0 after the first update, it is one update late. */
const oneLate = (track: LibraryTrack): LibraryTrack => ({
  ...track,
  curve: stretches([
    { start: 0, curve: constantCurve(track.curve.at(0)) },
    { start: 1, curve: moved(track.curve, 1) },
  ]),
});

function optimizerOf(object: LibraryObject): Value | undefined {
  if (isFromArguments(object))
    return object.given.keywords.get("optimizer")?.value ?? object.given.positional[1]?.value;
  return tableArgument(syntax, object, "optimizer")?.value;
}

/** `create_scheduler(args, optimizer)` takes its values from the script's flags. */
function argumentsOf(object: LibraryObject, asking: Asking): LibraryRecord | undefined {
  if (!isFromArguments(object)) return tableCall(syntax, object, asking)?.args;
  const flags = object.given.keywords.get("args")?.value ?? object.given.positional[0]?.value;
  if (flags?.type !== "dict") {
    if (flags) asking.askFor(flags);
    return undefined;
  }
  if (flags.uncertain) {
    asking.askFor(flags.uncertain);
    return undefined;
  }
  const entries = flagsFor(flags.entries, asking);
  const record = entries && toLibrary({ type: "dict", entries }, asking);
  return record !== undefined && isRecord(record) ? factoryArguments(record) : undefined;
}

/** Those of the script's flags on which the scheduler depends; undefined where nobody knows which it is. */
function flagsFor(
  flags: ReadonlyMap<string | number, Value>,
  asking: Asking,
): Map<string | number, Value> | undefined {
  const sched = flags.get("sched");
  if (sched && sched.type !== "text") {
    asking.askForText(sched, FACTORY_SCHEDULERS);
    return undefined;
  }
  const noise = flags.get("lr_noise");
  const keys = configKeysFor(sched?.value ?? "", noise !== undefined && noise.type !== "none");
  return new Map([...flags].filter(([key]) => keys.has(String(key))));
}

/** The length in epochs that the factory gives back, in updates where it counts these. */
function byTheFactory(kind: string, args: LibraryRecord): number | undefined {
  if (kind !== "create_scheduler_v2") return undefined;
  const epochs = trainedEpochs(args);
  if (epochs === undefined) return undefined;
  const each = args["step_on_epochs"] === false ? args["updates_per_epoch"] : 1;
  return typeof each === "number" ? wholeLength(epochs * each) : undefined;
}

function run(
  object: LibraryObject,
  kind: string,
  stepping: Stepping,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const optimizer = scriptOptimizer(optimizerOf(object), asking);
  const args = argumentsOf(object, asking);
  const argument = (name: string) => tableArgument(syntax, object, name);
  if (args) timmTraps({ object, kind, args, asking, argument });
  const own = stepping.length;
  // `num_epochs` comes from the factory itself
  const byFactory = own?.type === "unknown" && /num_epochs|len\(/.test(own.symbol);
  const length = byFactory
    ? args && own.symbol.startsWith("num_epochs")
      ? byTheFactory(kind, args)
      : undefined
    : wholeLength(asking.number(own));
  if (!byFactory) stateLength(stepping, asking);
  const plateau = /[Pp]lateau/.test(kind) || args?.["sched"] === "plateau";
  const metrics = plateau ? metricsOf(asking, object, length, "epoch") : undefined;
  if (!optimizer || !args || (plateau && !metrics)) return undefined;
  return libraryRun(asking, {
    table: timmTable,
    kind,
    args,
    context: { optimizer: optimizer.library },
    metrics,
    length,
    drawn: drawnSteps(stepsNamed(args, /epochs|t_initial|decay_t|warmup_t/), 100),
    own: optimizer.own,
    rangeOf: (path, at) => tableRange(syntax, object, path, at),
  });
}
