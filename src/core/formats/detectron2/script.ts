import { detectron2Table } from "../../libraries/detectron2/table";
import { drawnSteps } from "../horizon";
import type { Asking } from "../python/asking";
import { blamedRange } from "../python/blamed";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import { libraryRun, wholeLength } from "../python/libraryRun";
import { scriptOptimizer } from "../python/optimizer";
import type { Script } from "../python/script/script";
import { numberOf, type LibraryObject } from "../python/script/value";
import { stateLength, steppingOf, type Stepping } from "../python/stepping";
import {
  outermost,
  stepsNamed,
  tableArgument,
  tableCall,
  namesIn,
  type CallSyntax,
} from "../python/tableCall";
import { asStepped } from "../torch/dialect";
import { settingsInCode } from "./cfgNode";
import { lazyConfigs } from "./lazyConfig";

const NAME = /^(?:detectron2\.solver|fvcore\.common\.param_scheduler)\.(?:\w+\.)?(\w+)$/;

const kindOf = ({ path }: LibraryObject): string | undefined => {
  const name = NAME.exec(path)?.[1];
  return name !== undefined && detectron2Table.kinds.has(name) ? name : undefined;
};

/** Only schedulers that drive an optimizer are schedules by themselves. */
const DRIVES = new Set(["LRMultiplier", "WarmupMultiStepLR", "WarmupCosineLR"]);

const drivenSyntax: CallSyntax = { table: detectron2Table, kindOf, before: ["optimizer"] };
/** fvcore's schedulers take no optimizer. */
const innerSyntax: CallSyntax = { ...drivenSyntax, before: [] };

const syntaxOf = (object: LibraryObject): CallSyntax =>
  DRIVES.has(kindOf(object) ?? "") ? drivenSyntax : innerSyntax;

/** detectron2's schedulers, its LazyConfigs, and its settings where code sets them. */
export const detectron2ScriptDialect: ScriptDialect = {
  id: "detectron2",
  find: (script) => [
    ...outermost(script.findings.objects, kindOf)
      .filter((object) => DRIVES.has(kindOf(object) ?? ""))
      .map((object) => foundOf(script, object)),
    ...lazyConfigs(script),
    ...settingsInCode(script),
  ],
};

function foundOf(script: Script, object: LibraryObject): FoundSchedule {
  const optimizer = tableArgument(drivenSyntax, object, "optimizer")?.value;
  const stepping = steppingOf(script, [object], optimizer);
  return {
    name: object.label ?? kindOf(object) ?? "",
    anchor: object.calleeRange,
    range: object.range,
    format: "detectron2",
    clock: "update",
    stepped: stepping.stepped,
    run: (asking) => run(object, stepping, asking),
  };
}

function run(
  object: LibraryObject,
  stepping: Stepping,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const optimizer = scriptOptimizer(
    tableArgument(drivenSyntax, object, "optimizer")?.value,
    asking,
  );
  const call = tableCall(drivenSyntax, object, asking, (inner) =>
    tableCall(syntaxOf(inner), inner, asking),
  );
  const length = wholeLength(asking.number(stepping.length));
  stateLength(stepping, asking);
  if (!optimizer || !call) return undefined;
  const planned = numberOf(
    (
      tableArgument(drivenSyntax, object, "max_iter") ??
      tableArgument(drivenSyntax, object, "max_iters")
    )?.value,
  );
  const made = libraryRun(asking, {
    table: detectron2Table,
    kind: call.kind,
    args: call.args,
    context: { optimizer: optimizer.library },
    length: length ?? wholeLength(planned),
    drawn: drawnSteps(stepsNamed(call.args, /max_iters?|milestones|warmup_iters/), 1000),
    own: optimizer.own,
    rangeOf: (path, at) =>
      blamedRange(object, path, { namesOf: (inner) => namesIn(syntaxOf(inner))(inner), at }),
  });
  return made && { ...made, tracks: made.tracks.map((track) => asStepped(track, stepping)) };
}
