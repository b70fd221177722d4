import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { LibraryRecord } from "../../../src/core/libraries/value";

const FOLDER = join(import.meta.dirname, "../../fixtures/golden");

/** One recorded case; test/fixtures/golden/README.md says what each field means. */
export interface GoldenCase {
  readonly id: string;
  readonly library: string;
  readonly kind: string;
  readonly form: string;
  readonly source?: string;
  readonly config?: LibraryRecord;
  readonly context?: Readonly<Record<string, number>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly parameters?: LibraryRecord;
  readonly steps: number;
  readonly paramGroups?: number;
  readonly values?: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly metrics?: readonly (number | string | null)[];
  readonly invalid?: boolean;
  readonly error?: string;
  readonly errorPhase?: "construct" | "step";
  readonly errorStep?: number;
  readonly valuesBeforeError?: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly stochastic?: boolean;
  readonly note?: string;
  readonly float32?: { readonly maxAbsDifference: number };
}

const NUMBER_OR_STRING = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Keeps apart what JSON.parse would merge: 1.0 becomes { float: 1 }. */
const markFloats = (json: string): string =>
  json.replace(NUMBER_OR_STRING, (text) =>
    !text.startsWith('"') && /[.eE]/.test(text) && Number.isInteger(Number(text))
      ? `{"float":${Number(text)}}`
      : text,
  );

function readCase(line: string): GoldenCase {
  const plain = JSON.parse(line) as GoldenCase;
  const marked = JSON.parse(markFloats(line)) as GoldenCase;
  return {
    ...plain,
    ...(marked.parameters && { parameters: marked.parameters }),
    ...(marked.config && { config: marked.config }),
  };
}

/** All cases of one library, as recorded. */
export const casesOf = (library: string): GoldenCase[] =>
  readFileSync(join(FOLDER, `${library}.jsonl`), "utf8")
    .trimEnd()
    .split("\n")
    .map(readCase);

export const libraries = (): string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => name.slice(0, -".jsonl".length))
    .sort();
