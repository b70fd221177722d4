const STEP =
  /^(?:it|i|t|k|e|ep|n)$|(?:step|iter|epoch|update)(?:s|ation|ations)?(?:_?(?:num|idx|index|nb|count))?$/i;
/** These count as well, but the length of something and not where it stands. */
const LENGTH = /total|max|num_|n_|warm|decay|per_|every|len/i;

/** Whether a parameter of this name says where in the run one stands. */
export const isStepName = (name: string): boolean => STEP.test(name) && !LENGTH.test(name);

/** Whether it counts epochs. */
export const isEpochName = (name: string): boolean => /^e(?:p|pochs?)?$|epoch/i.test(name);
