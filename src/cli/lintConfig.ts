import path from "node:path";
import { parse, printParseErrorCode, type ParseError } from "jsonc-parser";
import type { RuleSeverity } from "../core/rules/rule";
import { isSeverity, SEVERITIES } from "../core/rules/severities";
import { LineMap } from "../core/text/lineMap";
import { UsageError } from "./exit";
import { Gate, readRegular } from "./gate";

/** Severities by rule, as the editor's setting of the same name has them. */
export type Severities = Readonly<Record<string, RuleSeverity>>;

const SETTINGS = path.join(".vscode", "settings.json");
const KEY = "learningRateDesigner.rules";
const MOST_BYTES = 1_000_000;

/**
 * The severities that hold for a file: those of the nearest `.vscode/settings.json` in its folder or
 * above, within its project, so that editor and CI agree. What is wrong there is a `UsageError`.
 */
export function projectSeverities(file: string): Severities {
  const gate = new Gate(file);
  for (const folder of gate.folders()) {
    const settings = path.join(folder, SETTINGS);
    const found = gate.read(settings, MOST_BYTES);
    if (found && "refusal" in found)
      throw new UsageError(`cannot read ${settings}: ${found.refusal}`);
    if (found) return severitiesIn(found.text, settings);
  }
  return {};
}

/** The severities of the file that `--config` names: `{ "rules": { … } }`, or a settings file. */
export function namedSeverities(file: string): Severities {
  const found = readRegular(file, MOST_BYTES) ?? { refusal: "there is no such file" };
  if ("refusal" in found) throw new UsageError(`cannot read ${file}: ${found.refusal}`);
  return severitiesIn(found.text, file);
}

function severitiesIn(text: string, file: string): Severities {
  const errors: ParseError[] = [];
  const root: unknown = parse(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [error] = errors;
  if (error) {
    const { line, character } = new LineMap(text).positionAt(error.offset);
    const what = printParseErrorCode(error.error);
    throw new UsageError(`cannot read ${file}:${line + 1}:${character + 1}: ${what}`);
  }
  const settings = isObject(root) ? root : {};
  return checked(settings[KEY] ?? settings["rules"] ?? {}, file);
}

/** In the editor a wrong entry is underlined; here nobody would see that it does nothing. */
function checked(rules: unknown, file: string): Severities {
  if (!isObject(rules)) throw new UsageError(`the rules in ${file} are no object of severities`);
  const severities = Object.create(null) as Record<string, RuleSeverity>;
  for (const [code, severity] of Object.entries(rules)) {
    if (isSeverity(severity)) severities[code] = severity;
    else throw new UsageError(`${file} gives ${code} no severity: use ${SEVERITIES.join(", ")}`);
  }
  return severities;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
