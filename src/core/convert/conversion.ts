/** A definition in the other language, or why it cannot be said there, as a sentence. */
export type Conversion = { readonly text: string } | { readonly reason: string };

/** Thrown while a definition is written anew; never leaves a conversion. */
export class CannotConvert extends Error {}

/** Runs a conversion; what cannot be converted becomes its reason. */
export function converted(convert: () => string): Conversion {
  try {
    return { text: convert() };
  } catch (error) {
    if (!(error instanceof CannotConvert)) throw error;
    return { reason: error.message };
  }
}
