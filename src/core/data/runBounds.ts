/** A saved run that is larger is refused before it is parsed. */
export const MOST_RUN_BYTES = 64 * 1024 * 1024;
