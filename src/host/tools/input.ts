import { writtenCount } from "../../core/text/format";
/** What a model passes to a tool: anything, whatever the schema says. */
export class ToolInput {
  private readonly values: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    this.values = typeof value === "object" && value !== null ? { ...value } : {};
  }

  text(key: string): string {
    const value = this.optionalText(key);
    if (value === undefined) throw new Error(`"${key}" is missing: it must be a string.`);
    return value;
  }

  optionalText(key: string): string | undefined {
    const value = this.values[key];
    if (value === undefined || value === null || value === "") return undefined;
    if (typeof value === "string") return value;
    throw new Error(`"${key}" must be a string.`);
  }

  /** At most `most` whole numbers of at least 0. */
  optionalSteps(key: string, most: number): readonly number[] | undefined {
    const value = this.values[key];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value) || !value.every(isStep))
      throw new Error(`"${key}" must be a list of whole numbers of at least 0.`);
    if (value.length <= most) return value;
    throw new Error(
      `"${key}" has ${writtenCount(value.length)} steps: ask for ${writtenCount(most)} at most.`,
    );
  }
}

const isStep = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
