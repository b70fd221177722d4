import type { Machine } from "./machine";
import type { Given, Value } from "./value";

/** Notes what was given to something that is not followed: it may be stepped there. */
export function noteEscapes(machine: Machine, { positional, keywords }: Given): void {
  for (const { value } of [...positional, ...keywords.values()]) escapeValue(machine, value, 0);
}

function escapeValue(machine: Machine, value: Value, depth: number): void {
  if (depth > 4) return;
  if (value.type === "object") machine.findings.escaped.add(value);
  else if (value.type === "instance") {
    if (machine.findings.escaped.has(value)) return;
    machine.findings.escaped.add(value);
    for (const part of value.attributes.values()) escapeValue(machine, part, depth + 1);
  } else if (value.type === "list")
    for (const item of value.items.slice(0, 100)) escapeValue(machine, item, depth + 1);
  else if (value.type === "dict")
    for (const item of value.entries.values()) escapeValue(machine, item, depth + 1);
  else if (value.type === "choice")
    for (const item of value.options) escapeValue(machine, item, depth + 1);
}
