import { call } from "./calls";
import type { ExpressionCompiler, Tables } from "./compiler";
import { functionValue } from "./functions";
import { binary, ternary, unary } from "./operators";
import { statements } from "./statements";
import {
  array,
  constant,
  inner,
  member,
  number,
  object,
  sequence,
  string,
  subscript,
} from "./values";
import { assignment, augmented, identifier, update } from "./variables";

const expressions: readonly (readonly [string, ExpressionCompiler])[] = [
  ["number", number],
  ["string", string],
  ["true", constant(true)],
  ["false", constant(false)],
  ["null", constant(null)],
  ["undefined", constant(undefined)],
  ["identifier", identifier],
  ["parenthesized_expression", inner],
  ["as_expression", inner],
  ["satisfies_expression", inner],
  ["non_null_expression", inner],
  ["type_assertion", inner],
  ["sequence_expression", sequence],
  ["unary_expression", unary],
  ["binary_expression", binary],
  ["ternary_expression", ternary],
  ["assignment_expression", assignment],
  ["augmented_assignment_expression", augmented],
  ["update_expression", update],
  ["array", array],
  ["object", object],
  ["member_expression", member],
  ["subscript_expression", subscript],
  ["call_expression", call],
  ["arrow_function", functionValue],
  ["function_expression", functionValue],
];

/** Everything that a user's function may consist of; what is not in here is refused. */
export const tables: Tables = { expressions: new Map(expressions), statements };
