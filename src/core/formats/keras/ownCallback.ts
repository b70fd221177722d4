import type { FoundSchedule } from "../python/dialect";
import type { Asking } from "../python/asking";
import { curvesInTurn } from "../python/curvesInTurn";
import { HookedRates } from "../python/hookedRates";
import { wholeLength } from "../python/libraryRun";
import { rateTracksOf } from "../python/ratesByStep";
import { libraryBaseOf } from "../python/script/inheritance";
import type { Script } from "../python/script/script";
import type { InstanceValue, Value } from "../python/script/value";
import { drawnSteps } from "../horizon";
import { t } from "../../text/words";
import { unknownUpdates } from "../python/stepping";
import { CallbackHooks } from "./callbackHooks";
import { callsOf, epochsOfFit, fitArgument, fitOf, FITS, updatesOfFit } from "./fit";
import type { ModelCall } from "./fit";
import { CALLBACKS, kindOf } from "./kind";
import { settable } from "./optimizer";

const BASE = /^keras\.(?:src\.)?callbacks\.(?:\w+\.)*Callback$/;

interface OwnCallback {
  readonly instance: InstanceValue;
  /** The call that trains with it. */
  readonly fit: ModelCall | undefined;
  readonly hooks: CallbackHooks;
}

/**
 * Callbacks of the script's own that set the optimizer's rate, on the clock of the hook that does:
 * `on_epoch_begin` and `on_epoch_end` by epochs, those of batches by updates.
 */
export function ownCallbacks(script: Script): FoundSchedule[] {
  const all = script.findings.instances
    .filter(({ of }) => BASE.test(libraryBaseOf(of) ?? ""))
    .flatMap((instance): OwnCallback[] => {
      const fit = fitWith(script, instance);
      const hooks = CallbackHooks.of(script, instance, fit);
      return hooks ? [{ instance, fit, hooks }] : [];
    });
  const setters = new Set<Value>(all.map(({ instance }) => instance));
  return all.map((own) => foundOf(script, own, setters));
}

/** The `fit` that is given a callback, of several; else the one that trains. */
function fitWith(script: Script, instance: InstanceValue): ModelCall | undefined {
  const fits = callsOf(script, FITS);
  return fits.find((fit) => callbacksOf(fit).includes(instance)) ?? fitOf(script);
}

function callbacksOf(fit: ModelCall | undefined): readonly Value[] {
  const given = fit && fitArgument(fit, "callbacks");
  if (given?.type === "list") return given.items;
  return given ? [given] : [];
}

function foundOf(script: Script, own: OwnCallback, setters: ReadonlySet<Value>): FoundSchedule {
  const { instance, fit, hooks } = own;
  const { clock } = hooks;
  return {
    name: instance.label ?? instance.of.name,
    anchor: instance.range,
    range: instance.range,
    format: "keras",
    clock,
    stepped: "framework",
    ...(clock === "epoch" && {
      updatesPerEpoch:
        (fit && fitArgument(fit, "steps_per_epoch")) ?? unknownUpdates(instance.range),
    }),
    run: (asking) => run(own, setters, asking),
  };
}

function run(
  { instance, fit, hooks }: OwnCallback,
  setters: ReadonlySet<Value>,
  asking: Asking,
): ReturnType<FoundSchedule["run"]> {
  const { script } = asking;
  if (!settable(instance.of.name, instance.range, asking) || !isAlone(asking, fit, setters))
    return undefined;
  if (hooks.needsUpdates && asking.number(hooks.perEpoch) === undefined) return undefined;
  const all =
    fit && (hooks.clock === "epoch" ? epochsOfFit(fit) : updatesOfFit(fit, script.machine));
  const known = wholeLength(asking.number(all));
  asking.setting("length", all);
  const length = known ?? drawnSteps([], hooks.clock === "epoch" ? 100 : 1000);
  const curves = curvesInTurn(new HookedRates(script.machine, hooks), length, asking);
  return (
    curves && {
      length,
      ...(known === undefined && { horizon: "open" as const }),
      tracks: rateTracksOf(curves),
      kind: instance.of.name,
    }
  );
}

/** Whether nothing else sets the rate, and the run is one call of `fit`; else it is said. */
function isAlone(asking: Asking, fit: ModelCall | undefined, setters: ReadonlySet<Value>): boolean {
  const company = callbacksOf(fit).filter(
    (one) => setters.has(one) || (one.type === "object" && CALLBACKS.has(kindOf(one) ?? "")),
  );
  const again = fit && fit.loops.length > fit.object.loops.length;
  if (company.length > 1) asking.notRead(asking.anchor, t("A rate that several callbacks set"));
  else if (again) asking.notRead(asking.anchor, t("A rate over several calls of fit()"));
  else return true;
  return false;
}
