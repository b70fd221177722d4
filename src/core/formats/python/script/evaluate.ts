import type { Expression } from "../../../program/tree";
import { placeOf, callExpression } from "./callExpression";
import { comparison, logical, conditional } from "./conditions";
import { functionValue } from "./definitions";
import { listOf, dictOf, comprehension, template } from "./displays";
import { spelled, type Machine } from "./machine";
import { inFile, unary, numeric, mapped } from "./operations";
import { binary } from "./operators";
import { lookUp } from "./scope";
import { subscript } from "./subscript";
import { none, numberValue, textValue, unknownValue, type Scope, type Value } from "./value";
import { heldNow } from "./variables";

/** The value of an expression, as far as it is known. */
export function evaluate(machine: Machine, expression: Expression, scope: Scope): Value {
  machine.burn();
  const literal = scope.own ? expression.range : undefined;
  switch (expression.type) {
    case "number":
      return inFile(numberValue(expression.value, expression.float, literal), expression, scope);
    case "string":
      return inFile(textValue(expression.value, literal), expression, scope);
    case "boolean":
      return { type: "boolean", value: expression.value, ...(literal && { literal }) };
    case "null":
    case "undefined":
      return none;
    case "name":
      return (
        heldNow(lookUp(scope, expression.name)) ??
        machine.unknown(expression.name, expression.range)
      );
    case "member":
      return machine.member(
        machine.evaluate(expression.object, scope),
        expression.name,
        placeOf(scope, expression, expression.nameRange),
        scope,
      );
    case "index":
      return subscript(
        machine,
        machine.evaluate(expression.object, scope),
        expression.index,
        placeOf(scope, expression, expression.range),
        scope,
      );
    case "call":
      return callExpression(machine, expression, scope);
    case "unary":
      return unary(machine, expression, scope);
    case "binary": {
      const values = [
        numeric(machine, expression.left, scope),
        numeric(machine, expression.right, scope),
      ];
      return mapped(machine, values, expression, scope, ([left = none, right = none]) =>
        binary(expression.operator, left, right),
      );
    }
    case "compare":
      return comparison(machine, expression, scope);
    case "logical":
      return logical(machine, expression, scope);
    case "conditional":
      return conditional(machine, expression, scope);
    case "list":
      return listOf(machine, expression, scope);
    case "dict":
      return dictOf(machine, expression, scope);
    case "comprehension":
      return comprehension(machine, expression, scope);
    case "function":
      return functionValue(machine, expression, scope);
    case "template":
      return template(machine, expression, scope);
    case "assign": {
      const value = machine.evaluate(expression.value, scope);
      machine.assign(expression.target, value, scope);
      return value;
    }
    case "unsupported":
      return unknownValue(spelled(scope, expression.range), expression.range, expression.reason);
    default:
      return unknownValue(spelled(scope, expression.range), expression.range);
  }
}
