import { factoryArguments } from "../../libraries/timm/factory";
import { timmTable } from "../../libraries/timm/table";
import { isRecord, type LibraryRecord } from "../../libraries/value";
import type { Asking } from "../python/asking";
import { toLibrary } from "../python/convert";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import { drawnSteps } from "../horizon";
import { libraryRun, wholeLength } from "../python/libraryRun";
import { scriptOptimizer } from "../python/optimizer";
import type { LibraryObject, Value } from "../python/script/value";
import { steppingOf, type Stepping } from "../python/stepping";
import {
  stepsNamed,
  tableArgument,
  tableCall,
  tableRange,
  type CallSyntax,
} from "../python/tableCall";
import { epochsOf } from "../torch/dialect";
import { madeUpMetrics } from "../torch/plateau";

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
  const known = new Map([...flags.entries].filter(([, { type }]) => type !== "unknown"));
  const record = toLibrary({ type: "dict", entries: known }, asking);
  return record !== undefined && isRecord(record) ? factoryArguments(record) : undefined;
}

function run(
  object: LibraryObject,
  kind: string,
  stepping: Stepping,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const optimizer = scriptOptimizer(optimizerOf(object), asking);
  const args = argumentsOf(object, asking);
  const own = stepping.length;
  // `num_epochs` comes from the factory itself
  const byFactory = own?.type === "unknown" && /num_epochs|len\(/.test(own.symbol);
  const length = byFactory ? undefined : wholeLength(asking.number(own));
  const plateau = /[Pp]lateau/.test(kind) || args?.["sched"] === "plateau";
  const metrics = plateau ? madeUpMetrics(asking, object, length) : undefined;
  if (!optimizer || !args || (plateau && !metrics)) return undefined;
  return libraryRun(asking, {
    table: timmTable,
    kind,
    args,
    context: { optimizer: optimizer.library, ...(metrics && { metrics }) },
    length,
    drawn: drawnSteps(stepsNamed(args, /epochs|t_initial|decay_t|warmup_t/), 100),
    own: optimizer.own,
    rangeOf: (path, at) => tableRange(syntax, object, path, at),
  });
}
