import type * as v from "valibot";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { settingNames } from "../../../src/core/schedule/definition";
import type { followerEntries } from "../../../src/core/schedule/followers";
import { phaseKinds } from "../../../src/core/schedule/kinds/table";
import type { modifierEntries } from "../../../src/core/schedule/track";
import * as library from "../../../src/library/index";
import type { Modifiers } from "../../../src/library/settings";
import type { Settings } from "../../../src/library/definition";

// The library's types are written by a script; these are what the core itself infers, by its compiler.
type Core = v.InferInput<(typeof phaseKinds)[number]["schema"]>;
type Kind = Core["kind"];
type Read<Name extends Kind> = Omit<Extract<Core, { kind: Name }>, "kind">;
type Entries<E extends v.ObjectEntries> = v.InferInput<v.ObjectSchema<E, undefined>>;
type Typed<Value> = { -readonly [Key in keyof Value]-?: unknown };
/** Whether a value of the one may be given where the other is read. */
type Fits<Given, Wanted> = Given extends Wanted ? true : false;

describe("the library's types", () => {
  it("have the keys of each kind, and only what the core reads", () => {
    type Parameters = library.PhaseParameters;
    type Same = {
      -readonly [Name in keyof Parameters]: [
        keyof Parameters[Name],
        Fits<Partial<Parameters[Name]>, Partial<Loose<Read<Name>>>>,
      ];
    };
    expectTypeOf<Same>().toEqualTypeOf<{ [Name in Kind]: [keyof Read<Name>, true] }>();
  });

  it("have the settings of a definition", () => {
    type Names = Exclude<(typeof settingNames)[number], "extends">;
    expectTypeOf<keyof Settings>().toEqualTypeOf<Names>();
    expectTypeOf<Typed<library.Follower>>().toEqualTypeOf<
      Typed<Entries<typeof followerEntries & typeof modifierEntries>>
    >();
    expectTypeOf<Typed<Modifiers>>().toEqualTypeOf<Typed<Entries<typeof modifierEntries>>>();
  });

  it("come with a builder for each kind", () => {
    for (const { kind } of phaseKinds)
      expect(Object.entries(library).find(([name]) => name === kind)?.[1]).toBeTypeOf("function");
  });
});

/** Lists that nobody changes may be given where the core reads lists. */
type Loose<Value> = Value extends (...args: never[]) => unknown
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]: Loose<Value[Key]> }
    : Value;
