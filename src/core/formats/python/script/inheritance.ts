import type { ClassValue, Value } from "./value";

export interface FoundMember {
  readonly value: Value;
  readonly owner: ClassValue;
}

/** A member of a class or of the classes of the workspace that it inherits from. */
export function lookUpMember(of: ClassValue, name: string, depth = 0): FoundMember | undefined {
  const own = of.mayHave?.(name) === false ? undefined : of.members.get(name);
  if (own) return { value: own, owner: of };
  if (depth > 16) return undefined;
  for (const base of of.bases) {
    const found = base.type === "class" ? lookUpMember(base, name, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Whether a class is another one or inherits from it. */
export const inherits = (of: ClassValue, from: ClassValue, depth = 0): boolean =>
  of === from ||
  (depth < 16 && of.bases.some((base) => base.type === "class" && inherits(base, from, depth + 1)));

/** The library's class that a class inherits from: `torch.optim.lr_scheduler.LRScheduler`. */
export function libraryBaseOf(of: ClassValue, depth = 0): string | undefined {
  for (const base of of.bases) {
    if (base.type === "library") return base.path;
    const found = base.type === "class" && depth < 16 ? libraryBaseOf(base, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const ARGUMENTS = /^(?:transformers\b.*\.\w*TrainingArguments|trl\b.*\.[A-Z]\w*Config)$/;

/** `class Arguments(transformers.TrainingArguments)`: further fields, and other defaults. */
export const isArgumentsBase = (base: string | undefined): boolean => ARGUMENTS.test(base ?? "");
