import * as v from "valibot";
import { optimizerEntries, probeEntries, trackNames } from "./definition";
import { followerEntries } from "./followers";
import type { AnyKind } from "./kinds/named";
import { phaseKinds } from "./kinds/table";
import { rootKeys } from "./orderOfUse";
import { layersEntries } from "./layers";
import { lengthEntries } from "./length";
import { plateauEntries } from "./plateau";
import { samplesEntries } from "./samples";
import { modifierEntries } from "./track";

type JsonSchema = Readonly<Record<string, unknown>>;

/** The converter of @valibot/to-json-schema, handed in so that the core does not carry it. */
export type Convert = (
  schema: v.GenericSchema,
  config: { readonly errorMode: "ignore"; readonly typeMode: "input" },
) => object;

/** What each known track is, in a few words. */
export const TRACK_SUMMARIES: Readonly<Record<(typeof trackNames)[number], string>> = {
  learningRate: "The learning rate.",
  momentum: "SGD's momentum.",
  beta1: "Adam's β1.",
  beta2: "Adam's β2.",
  weightDecay: "Weight decay.",
  batchNormMomentum: "The share of a new batch in batch norm's running statistics.",
  augmentation: "The intensity of augmentation.",
  temperature: "The temperature of a contrastive loss.",
  noise: "The noise level.",
  batchSize: "The batch size.",
};

/** Kinds that JSON can say: not functions. */
const jsonKinds = phaseKinds.filter(
  ({ kind }) => kind !== "custom",
) as unknown as readonly AnyKind[];

/** The JSON Schema (draft-07) of a definition file, for completion and hover in JSON. */
export function definitionSchema(convert: Convert): JsonSchema {
  const json = (schema: v.GenericSchema): JsonSchema => {
    const converted = convert(schema, { errorMode: "ignore", typeMode: "input" });
    const rest = Object.entries(converted).filter(([key]) => key !== "$schema");
    return inOrder(Object.fromEntries(rest));
  };
  const object = (entries: v.ObjectEntries): JsonSchema => json(v.strictObject(entries));
  return inMarkdown({
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Learning-rate schedule",
    description: "One schedule, or several to compare under `schedules`.",
    type: "object",
    anyOf: [{ $ref: "#/definitions/file" }, { $ref: "#/definitions/schedule" }],
    definitions: {
      file: fileSchema(),
      schedule: scheduleSchema(object),
      track: trackSchema(),
      phases: phasesSchema(object),
      follower: object({ ...followerEntries, ...modifierEntries }),
      phase: phaseSchema(json),
    },
  });
}

/** Editors show backticks of a plain description as they are: VS Code reads this one first. */
function inMarkdown<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(inMarkdown) as Value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const marked = MARKDOWN.get(key);
    const isMarked = marked !== undefined && JSON.stringify(item).includes("`");
    return [[key, inMarkdown(item)], ...(isMarked ? [[marked, item]] : [])];
  });
  return Object.fromEntries(entries) as Value;
}

const MARKDOWN = new Map([
  ["description", "markdownDescription"],
  ["enumDescriptions", "markdownEnumDescriptions"],
]);

/** Completion offers the keys in the order of use, what must be said first. */
function inOrder(schema: JsonSchema, order: readonly string[] = requiredOf(schema)): JsonSchema {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  if (properties.length === 0) return schema;
  const place = (key: string, index: number): number =>
    order.includes(key) ? order.indexOf(key) : order.length + index;
  const sorted = properties.map(([key, property], index) => {
    const suggestSortText = `1${String(place(key, index)).padStart(2, "0")}`;
    return [key, { ...property, suggestSortText }] as const;
  });
  return { ...schema, properties: Object.fromEntries<JsonSchema>(sorted) };
}

const requiredOf = (schema: JsonSchema): readonly string[] =>
  (schema.required ?? []) as readonly string[];

const ref = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

/** One schedule is what most files hold. */
const FILE_ORDER = [...rootKeys, "schedules"];

const fileSchema = (): JsonSchema =>
  inOrder(
    {
      type: "object",
      required: ["schedules"],
      properties: {
        $schema: { type: "string" },
        schedules: {
          description: "Schedules by their names, to compare.",
          type: "object",
          additionalProperties: ref("schedule"),
        },
      },
      additionalProperties: false,
    },
    FILE_ORDER,
  );

/** What the editor writes after the key of a track; `^` leaves the place in it unquoted. */
const LIST = { label: "[ … ]", description: "Phases one after another.", body: ["^$1"] };

function scheduleSchema(object: (entries: v.ObjectEntries) => JsonSchema): JsonSchema {
  const tracks = trackNames.map((name) => [
    name,
    { description: TRACK_SUMMARIES[name], allOf: [ref("track")], defaultSnippets: [LIST] },
  ]);
  const described = (description: string, entries: v.ObjectEntries): JsonSchema => ({
    description,
    ...object(entries),
  });
  const schema: JsonSchema = {
    type: "object",
    properties: {
      $schema: { type: "string" },
      name: { description: "The schedule's name.", type: "string" },
      extends: {
        description:
          "The name of another definition of the file, or a relative path; the rest is a change of it.",
        type: "string",
      },
      length: described("How long the run is.", lengthEntries),
      optimizer: described("The optimizer that the schedule is for.", optimizerEntries),
      ...Object.fromEntries(tracks),
      layers: described("Rates of layers or groups of parameters.", layersEntries),
      samples: described("A factor of each sample's gradient.", samplesEntries),
      onPlateau: described("What happens when the loss stops falling.", plateauEntries),
      probe: described("The probe training.", probeEntries),
    },
    anyOf: [{ required: ["length"] }, { required: ["extends"] }],
    not: { required: ["schedules"] },
    additionalProperties: ref("track"),
  };
  return inOrder(schema, FILE_ORDER);
}

const trackSchema = (): JsonSchema => ({
  anyOf: [
    { type: "number" },
    ref("phase"),
    { type: "array", items: ref("phase"), minItems: 1 },
    ref("phases"),
    ref("follower"),
  ],
});

function phasesSchema(object: (entries: v.ObjectEntries) => JsonSchema): JsonSchema {
  const base = object(modifierEntries);
  const phases = {
    description: "A phase, or phases one after another.",
    anyOf: [ref("phase"), { type: "array", items: ref("phase"), minItems: 1 }],
  };
  return { ...base, properties: { phases, ...(base.properties as object) }, required: ["phases"] };
}

/** One branch for each kind, chosen by `kind`, so that completion offers its keys and no others. */
function phaseSchema(json: (schema: v.GenericSchema) => JsonSchema): JsonSchema {
  return {
    type: "object",
    required: ["kind"],
    properties: {
      kind: {
        enum: jsonKinds.map(({ kind }) => kind),
        enumDescriptions: jsonKinds.map(({ summary }) => summary),
      },
    },
    oneOf: jsonKinds.map(({ schema, summary }) => ({
      description: summary,
      ...withInnerPhases(json(schema)),
    })),
  };
}

/** The phases inside of a phase are checked one by one by the core; in the schema they are phases. */
function withInnerPhases(schema: JsonSchema): JsonSchema {
  const properties = schema.properties as Readonly<Record<string, JsonSchema>>;
  if (properties.phases === undefined) return schema;
  return {
    ...schema,
    properties: { ...properties, phases: { ...properties.phases, items: ref("phase") } },
  };
}
