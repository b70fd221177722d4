import { partsIn } from "../../program/partsIn";
import { isDriven } from "../handSet/dialect";
import { drawnSteps } from "../horizon";
import type { Asking } from "../python/asking";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import { wholeLength } from "../python/libraryRun";
import { optimizerIn, scriptOptimizer } from "../python/optimizer";
import { curvesInTurn } from "../python/curvesInTurn";
import { rateTracksOf } from "../python/ratesByStep";
import type { OwnScheduler } from "../python/script/machine";
import type { Script } from "../python/script/script";
import { numberOf, type ClassValue, type LibraryObject } from "../python/script/value";
import { stateLength } from "../python/stepping";
import { givenTo } from "../python/tableCall";
import { torchStepping } from "./stepping";
import { torchKind } from "./call";
import { companyOf } from "./company";
import { asStepped, epochsOf, wrappedByOwn } from "./dialect";
import { StepsOfClass } from "./stepsOfClass";
import { takenRounds } from "./takenRounds";

/** Classes of the script that derive from torch's LRScheduler, on the clock on which they are stepped. */
export const ownSchedulerDialect: ScriptDialect = {
  id: "ownScheduler",
  find: (script) => {
    const all = [...script.findings.ownSchedulers.values()];
    const wrapped = wrappedByOwn(script);
    return all
      .filter(({ instance }) => !wrapped.has(instance))
      .filter((one) => !isPart(script, one) && !writesByHand(script, one))
      .map((one) => foundOf(script, one));
  },
};

/** A scheduler of torch that it steps itself sets the same rates, which are not followed into it. */
function steppedInside({ instance: { given, of } }: OwnScheduler): string | undefined {
  const inner = [...givenTo([{ given }])].find(
    (value): value is LibraryObject => value.type === "object" && torchKind(value) !== undefined,
  );
  return inner && stepsAnother(of)
    ? `the rates that ${inner.label ?? torchKind(inner) ?? ""} sets`
    : undefined;
}

/** `self.after.step()` in a method, whatever leads there; not `super().step()`. */
function stepsAnother({ node, bases }: ClassValue, depth = 0): boolean {
  for (const part of partsIn(node.body))
    if (part.type === "call" && part.callee.type === "member" && part.callee.name === "step")
      if (part.callee.object.type !== "call") return true;
  return depth < 16 && bases.some((base) => base.type === "class" && stepsAnother(base, depth + 1));
}

/** Given to another scheduler, which decides what becomes of it. */
const isPart = ({ findings }: Script, { instance }: OwnScheduler): boolean =>
  findings.objects.some(
    ({ path, given }) =>
      /lr_scheduler\.(?:SequentialLR|ChainedScheduler)$/.test(path) &&
      [...given.positional, ...given.keywords.values()].some(
        ({ value }) => value.type === "list" && value.items.includes(instance),
      ),
  );

/** Its own `step()` writes the rates where the script trains: the loop is read round by round then. */
const writesByHand = (script: Script, { instance }: OwnScheduler): boolean => {
  const optimizer = optimizerIn(instance.attributes.get("optimizer"));
  return script.findings.writes.some(
    (write) =>
      write.key === "lr" &&
      write.optimizer === optimizer &&
      write.loops.length > write.optimizer.loops.length &&
      !isDriven(script, write),
  );
};

function foundOf(script: Script, own: OwnScheduler): FoundSchedule {
  const { object, instance } = own;
  const stepping = torchStepping(script, object, instance);
  return {
    name: instance.label ?? instance.of.name,
    anchor: object.calleeRange,
    range: object.range,
    format: "torch",
    clock: stepping.clock,
    stepped: stepping.stepped,
    ...epochsOf(script, instance, stepping),
    run: (asking) => {
      const company = companyOf(script, object, stepping) ?? steppedInside(own);
      if (company !== undefined) {
        asking.ask(company, object.calleeRange, "number");
        return undefined;
      }
      const known = wholeLength(asking.number(stepping.length));
      stateLength(stepping, asking);
      const taken = takenRounds(script, object, stepping);
      const run = runOf(own, asking, known);
      if (!run) return undefined;
      const only = taken && { taken, length: run.length };
      return { ...run, tracks: run.tracks.map((track) => asStepped(track, stepping, only)) };
    },
  };
}

function runOf(
  own: OwnScheduler,
  asking: Asking,
  known: number | undefined,
): ReturnType<FoundSchedule["run"]> {
  const { instance } = own;
  const optimizer = scriptOptimizer(instance.attributes.get("optimizer"), asking);
  const steps = new StepsOfClass(asking, instance);
  const numbers = [...instance.attributes.values()].map((value) => numberOf(value) ?? 0);
  const length = known ?? drawnSteps(numbers, 1000);
  const curves = curvesInTurn(steps, length, asking);
  if (!curves || !optimizer) return undefined;
  return {
    length,
    ...(known === undefined && { horizon: "open" as const }),
    tracks: rateTracksOf(curves),
    kind: instance.of.name,
    optimizer: optimizer.own,
  };
}
