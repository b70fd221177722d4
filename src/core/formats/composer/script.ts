import { composerTable } from "../../libraries/composer/table";
import { functionCurve } from "../../schedule/curves/functionBacked";
import type { LibraryTrack } from "../../libraries/construction";
import { t } from "../../text/words";
import type { Asking } from "../python/asking";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import { libraryRun } from "../python/libraryRun";
import { scriptOptimizer } from "../python/optimizer";
import type { Script } from "../python/script/script";
import type { LibraryObject, Value } from "../python/script/value";
import { tableRange, type CallSyntax } from "../python/tableCall";
import { Durations, UNKNOWN_EPOCH } from "./durations";
import { composerArguments } from "./arguments";

const NAME = /^composer\.optim\.(?:scheduler\.)?(\w+Scheduler)$/;

const kindOf = ({ path }: LibraryObject): string | undefined => {
  const name = NAME.exec(path)?.[1];
  return name !== undefined && composerTable.kinds.has(name) ? name : undefined;
};

const syntax: CallSyntax = { table: composerTable, kindOf, before: [] };

/** Composer's schedulers, each a factor of the optimizer's rate over the Trainer's max_duration. */
export const composerScriptDialect: ScriptDialect = {
  id: "composer",
  find: (script) =>
    script.findings.objects.flatMap((object): FoundSchedule[] => {
      const kind = kindOf(object);
      if (kind === undefined) return [];
      return [
        {
          name: object.label ?? kind,
          anchor: object.calleeRange,
          range: object.range,
          format: "composer",
          clock: "update",
          stepped: "framework",
          run: (asking) => run(script, object, kind, asking),
        },
      ];
    }),
};

const TRAINER = /^composer(?:\.\w+)*\.Trainer$/;

const holds = (value: Value | undefined, object: LibraryObject): boolean =>
  value === object || (value?.type === "list" && value.items.includes(object));

/** The Trainer that is given the scheduler, else the only one of the script. */
function trainerOf({ findings }: Script, object: LibraryObject): LibraryObject | undefined {
  const all = findings.objects.filter(({ path }) => TRAINER.test(path));
  const own = all.find(({ given }) => holds(given.keywords.get("schedulers")?.value, object));
  return own ?? (all.length === 1 ? all[0] : undefined);
}

/** What the Trainer changes of the schedule in ways that are not followed here. */
function notFollowed(
  trainer: LibraryObject | undefined,
  object: LibraryObject,
): string | undefined {
  const { keywords } = trainer?.given ?? object.given;
  const schedulers = keywords.get("schedulers")?.value;
  if (schedulers?.type === "list" && schedulers.items.length > 1 && holds(schedulers, object))
    return t("A product of several schedulers");
  const ratio = keywords.get("scale_schedule_ratio")?.value;
  if (ratio && !(ratio.type === "number" && ratio.value === 1)) return "scale_schedule_ratio";
  return undefined;
}

function run(
  script: Script,
  object: LibraryObject,
  kind: string,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const trainer = trainerOf(script, object);
  const lacking = notFollowed(trainer, object);
  if (lacking !== undefined) {
    asking.notRead(asking.anchor, lacking);
    return undefined;
  }
  const optimizer = scriptOptimizer(
    onlyOne(trainer?.given.keywords.get("optimizers")?.value),
    asking,
  );
  const durations = new Durations(script, trainer, asking);
  const args = composerArguments(object, kind, durations, asking);
  if (!optimizer || !args) return undefined;
  const length = durations.length;
  durations.noteLength();
  const made = libraryRun(asking, {
    table: composerTable,
    kind,
    args,
    context: { optimizer: optimizer.library },
    length: durations.isNominal ? undefined : length,
    drawn: length ?? 1000,
    ...(durations.isNominal && { horizon: "nominal" as const, knownUntil: 1 }),
    own: optimizer.own,
    rangeOf: (path, at) => tableRange(syntax, object, path, at),
  });
  const each = stepsEvery(trainer, durations, asking);
  if (each === undefined || !made) return undefined;
  return each === 1 ? made : { ...made, tracks: made.tracks.map((track) => heldFor(track, each)) };
}

const onlyOne = (value: Value | undefined): Value | undefined =>
  value?.type === "list" && value.items.length === 1 ? value.items[0] : value;

/** Updates for which a value is kept: one, unless the Trainer steps its schedulers once an epoch. */
function stepsEvery(
  trainer: LibraryObject | undefined,
  durations: Durations,
  asking: Asking,
): number | undefined {
  const flag = trainer?.given.keywords.get("step_schedulers_every_batch")?.value;
  if (!flag || flag.type === "none") return 1;
  if (flag.type !== "boolean") return asking.askFor(flag);
  return flag.value ? 1 : (durations.perEpoch() ?? UNKNOWN_EPOCH);
}

const heldFor = (track: LibraryTrack, each: number): LibraryTrack => ({
  ...track,
  curve: functionCurve((k) => track.curve.at(Math.floor(k / each) * each)),
});
