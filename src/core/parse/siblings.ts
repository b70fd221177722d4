/** Of a folder with more files of a kind, those whose names come first are read. */
export const MOST_SIBLINGS = 32;
