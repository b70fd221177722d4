import { isStepName } from "../functions/stepName";
import { givenFromModule } from "../python/script/uncalled";
import type { Script } from "../python/script/script";
import {
  none,
  unknownValue,
  type FunctionValue,
  type GivenValue,
  type Value,
} from "../python/script/value";

const OPTIMIZER = /^opt(?:im|imizers?)?$|optimizer$/i;

const plainNames = ({ node }: FunctionValue): string[] =>
  node.parameters.flatMap(({ target, kind }) =>
    kind === "plain" && target.type === "name" ? [target.name] : [],
  );

/** The one parameter that counts steps or epochs; undefined where none does, or several might. */
export function stepParameter(callee: FunctionValue): string | undefined {
  const names = plainNames(callee).filter(isStepName);
  return names.length === 1 ? names[0] : undefined;
}

/** How a function is called at a step: what it returns, or the rate that it sets. */
export function argumentsOf(
  script: Script,
  callee: FunctionValue,
  step: string,
): { call(at: Value | undefined): Value } {
  const { machine, scope } = script;
  const range = callee.node.nameRange ?? callee.node.range;
  const known = givenFromModule(machine, callee, scope, range);
  const optimizer = plainNames(callee).find((name) => OPTIMIZER.test(name));
  return {
    call: (at) => {
      const keywords = new Map<string, GivenValue>(known.keywords);
      if (at) keywords.set(step, { value: at, range });
      const groups = optimizer === undefined ? [] : groupsOf(script, optimizer, keywords);
      // what the call before left is not known to a call by itself
      const open = unknownValue("the rate as the call before left it", range, "loop");
      for (const { entries } of groups) machine.journal.set(entries, "lr", open);
      const result = machine.callFunction(callee, { ...known, keywords }, range);
      const [first] = groups;
      return first ? (first.entries.get("lr") ?? none) : result;
    },
  };
}

function groupsOf({ machine, scope }: Script, name: string, keywords: Map<string, GivenValue>) {
  const range = { start: 0, end: 0 };
  const optimizer = machine.unknown(name, range);
  keywords.set(name, { value: optimizer, range });
  const place = { range, calleeRange: range, text: `${name}.param_groups` };
  const groups = machine.member(optimizer, "param_groups", place, scope);
  return groups.type === "list" ? groups.items.filter((item) => item.type === "dict") : [];
}
