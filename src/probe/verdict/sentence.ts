/** English text with {0}, {1} … for the values: the panel translates it by the English text. */
export interface Sentence {
  readonly text: string;
  readonly values: readonly string[];
}

export const say = (text: string, ...values: readonly string[]): Sentence => ({ text, values });

export const inEnglish = ({ text, values }: Sentence): string =>
  text.replace(/\{(\d+)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
