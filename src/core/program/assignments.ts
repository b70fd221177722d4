import type { Eval } from "./code";
import type { Compiler } from "./compiler";
import type { Frame } from "./frame";
import { indexOf, memberOf } from "./members";
import { binaryOperation, logicalDecision } from "./operators";
import { assignName, changeSomewhere, compilePattern, slotOf } from "./patterns";
import type {
  AssignExpression,
  BinaryOperator,
  Index,
  LogicalOperator,
  Member,
  Name,
  Pattern,
  UpdateExpression,
} from "./tree";
import { undecided } from "./undecided";
import { isOpen, type Site, type Value } from "./values";
import { compileName } from "./variables";
import { t } from "../text/words";

/** A place that is read and then written, whose parts are evaluated once. */
interface Reference {
  /** The object and the key; nothing of a variable. */
  readonly parts: (frame: Frame) => readonly Value[];
  readonly read: (frame: Frame, parts: readonly Value[]) => Value;
  readonly write: (
    frame: Frame,
    parts: readonly Value[],
    value: Value,
    place: Site | undefined,
  ) => void;
}

const NO_PARTS: readonly Value[] = [];

export function compileReference(compiler: Compiler, node: Name | Member | Index): Reference {
  if (node.type === "member") return memberReference(compiler, node);
  if (node.type === "index") return indexReference(compiler, node);
  const read = compileName(compiler, node);
  const write = assignName(compiler, node);
  return {
    parts: () => NO_PARTS,
    read: (frame) => read(frame),
    write: (frame, _, value, place) => {
      write(frame, value, place);
    },
  };
}

function memberReference(compiler: Compiler, node: Member): Reference {
  const { machine } = compiler;
  const object = compiler.expression(node.object);
  const site = compiler.site(node);
  const read = memberOf(compiler, node);
  return {
    parts: (frame) => [object(frame)],
    read: (_, [target]) => read(target),
    write: (_, [target], value, place) => {
      if (isOpen(target)) machine.opened(target);
      else
        machine.semantics.setMember(
          machine,
          target,
          node.name,
          value,
          slotOf(compiler, site, place),
          site,
        );
    },
  };
}

function indexReference(compiler: Compiler, node: Index): Reference {
  const { machine } = compiler;
  const object = compiler.expression(node.object);
  const index = compiler.expression(node.index);
  const site = compiler.site(node);
  const read = indexOf(compiler, node);
  return {
    parts: (frame) => [object(frame), index(frame)],
    read: (_, [target, key]) => read(target, key),
    write: (_, [target, key], value, place) => {
      if (isOpen(target)) machine.opened(target);
      else if (isOpen(key)) changeSomewhere(compiler, target, key);
      else
        machine.semantics.setIndex(
          machine,
          target,
          key,
          value,
          slotOf(compiler, site, place),
          site,
        );
    },
  };
}

const isReference = (pattern: Pattern): pattern is Name | Member | Index =>
  pattern.type === "name" || pattern.type === "member" || pattern.type === "index";

/** Evaluates, assigns and is worth what it has assigned. */
export function compileAssign(compiler: Compiler, node: AssignExpression): Eval {
  const { target, operator, value: right } = node;
  if (operator !== undefined && isReference(target))
    return compileAugmented(compiler, target, operator, node);
  const { machine } = compiler;
  const isPart = target.type === "member" || target.type === "index";
  const reference = isPart ? compileReference(compiler, target) : undefined;
  const value = compiler.expression(right);
  if (reference) {
    return (frame) => {
      const parts = reference.parts(frame);
      const assigned = value(frame);
      reference.write(frame, parts, assigned, machine.place);
      return assigned;
    };
  }
  const write = compilePattern(compiler, target);
  return (frame) => {
    const assigned = value(frame);
    write(frame, assigned, machine.place);
    return assigned;
  };
}

const LOGICAL: ReadonlySet<string> = new Set(["and", "or", "??"]);
const isLogical = (operator: BinaryOperator | LogicalOperator): operator is LogicalOperator =>
  LOGICAL.has(operator);

export interface Augmentation {
  readonly range: AssignExpression["range"];
  readonly value: AssignExpression["value"];
}

/** `a += b`, `a[i] ??= b`. */
export function compileAugmented(
  compiler: Compiler,
  target: Name | Member | Index,
  operator: BinaryOperator | LogicalOperator,
  node: Augmentation,
): Eval {
  const { machine } = compiler;
  const reference = compileReference(compiler, target);
  const value = compiler.expression(node.value);
  const site = compiler.site(node);
  if (isLogical(operator)) return assignLogically(compiler, reference, operator, value, target);
  const combine = binaryOperation(compiler, operator, site);
  return (frame) => {
    const parts = reference.parts(frame);
    const before = reference.read(frame, parts);
    const result = combine(before, value(frame));
    machine.place = site;
    reference.write(frame, parts, result, site);
    return result;
  };
}

function assignLogically(
  compiler: Compiler,
  reference: Reference,
  operator: LogicalOperator,
  value: Eval,
  target: Name | Member | Index,
): Eval {
  const { machine } = compiler;
  const decide = logicalDecision(compiler, operator);
  const site = compiler.site(target);
  const condition = compiler.textOf(target.range);
  return (frame) => {
    const parts = reference.parts(frame);
    const before = reference.read(frame, parts);
    const taken = decide(before);
    const assign: Eval = (inner) => {
      const assigned = value(inner);
      reference.write(inner, parts, assigned, machine.place);
      return assigned;
    };
    if (taken === "left") return before;
    if (taken === "right") return assign(frame);
    const stay: Eval = () => before;
    const [yes, no] = operator === "or" ? [stay, assign] : [assign, stay];
    return undecided(compiler, { condition, site, open: taken }, frame, yes, no);
  };
}

/** `i++`: worth the number before or after. */
export function compileUpdate(compiler: Compiler, node: UpdateExpression): Eval {
  const { machine } = compiler;
  const site = compiler.site(node);
  if (!isReference(node.target)) {
    return () => {
      throw machine.error(t("This cannot be counted up or down."), site, "SyntaxError");
    };
  }
  const reference = compileReference(compiler, node.target);
  const change = node.operator === "+" ? 1 : -1;
  const number = (value: Value): Value =>
    typeof value === "number"
      ? value
      : machine.lift([value], ([known]) => machine.semantics.unary(machine, "+", known, site));
  const add = binaryOperation(compiler, "+", site);
  return (frame) => {
    const parts = reference.parts(frame);
    const before = number(reference.read(frame, parts));
    const after = typeof before === "number" ? before + change : add(before, change);
    reference.write(frame, parts, after, site);
    machine.place = site;
    return node.prefix ? after : before;
  };
}
