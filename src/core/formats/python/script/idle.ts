import type { SyntaxParser } from "../../../parse/syntaxTree";
import { memoryOf } from "../../../syntax/python/lazy/memory";
import type { ClassValue, FunctionValue, Scope, Value } from "./value";

export type Definition = FunctionValue | ClassValue;

/**
 * What a definition that has to do with a schedule cannot do without: rates, schedulers, optimizers,
 * what makes or counts updates, flags and configurations, and what reaches out of the definition.
 */
const WORDS =
  /[Oo]ptim|OPTIM|[Ss]ched|SCHED|(?:^|_)lrs?(?:_|$)|[a-z]L[rR]|^LR|LR$|[Ll]earning_?[Rr]ate|lrate|[Aa]nneal|[Ww]arm_?[Uu]p|[Ss]tep|[Ee]poch|backward|zero_grad|minimize|gradients|param_groups|[Aa]ccelerat|prepare|compile|[Cc]allback|^fit|[Tt]rainer|TrainingArguments|train_|Adam|SGD|RMS_?[Pp]rop|Ada[gdf]|Lion|L[Aa][Mm][Bb]|L[Aa][Rr][Ss]$|Shampoo|Muon|Sophia|[Cc]onfig|^conf$|[Cc]fg|SOLVER|^[Aa]rgs?$|argparse|[Aa]rgument|[Ff]lags|FLAGS|h[Pp]arams|^hps?$|^opts?$|[Oo]ptions|^params$|global|nonlocal|setattr|__dict__/;

const NAME = /[A-Za-z_]\w*/g;

/** The names that a definition uses beside its own. */
export function namesOf(
  { node }: Definition,
  text: string,
  parser: SyntaxParser,
): ReadonlySet<string> {
  const source = text.slice(node.range.start, node.range.end);
  const made = memoryOf(parser).names.of(source, () => {
    const names = new Set(source.match(NAME));
    if (node.name !== undefined) names.delete(node.name);
    return names;
  });
  return made ?? new Set();
}

/**
 * The definitions that need not be read where nothing calls them: they name nothing that a schedule
 * is made of, nothing of the module that they could change, and no definition that does.
 */
export function idleOf(
  definitions: readonly Definition[],
  scope: Scope,
  parser: SyntaxParser,
): ReadonlySet<Definition> {
  const idle = new Set(definitions);
  const names = new Map(definitions.map((one) => [one, namesOf(one, scope.text, parser)]));
  const matters = (name: string): boolean => {
    const value = scope.names.get(name);
    return value !== undefined && isWorth(value, idle);
  };
  for (const one of definitions) if (holdsWord(one, names.get(one))) idle.delete(one);
  for (let before = -1; before !== idle.size;) {
    before = idle.size;
    for (const one of idle) if (some(names.get(one), matters)) idle.delete(one);
  }
  return idle;
}

const wordy = new WeakMap<ReadonlySet<string>, boolean>();

function holdsWord({ node }: Definition, names: ReadonlySet<string> = new Set()): boolean {
  const known = wordy.get(names);
  if (known !== undefined) return known;
  const found = WORDS.test(node.name ?? "") || some(names, (name) => WORDS.test(name));
  wordy.set(names, found);
  return found;
}

function some(names: ReadonlySet<string> | undefined, test: (name: string) => boolean): boolean {
  for (const name of names ?? []) if (test(name)) return true;
  return false;
}

/** Whether to name a value of the module may lead to a schedule, or change one. */
function isWorth(value: Value, idle: ReadonlySet<Value>): boolean {
  switch (value.type) {
    case "function":
    case "class":
      return !idle.has(value);
    case "library":
    case "object":
      return WORDS.test(value.path);
    case "list":
    case "dict":
    case "instance":
    case "choice":
    case "module":
      return true;
    default:
      return false;
  }
}
