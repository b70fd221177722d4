/** A half-open range of UTF-16 offsets in a document's text: [start, end). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A replacement of the text of one range. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

export const contains = (range: Range, offset: number): boolean =>
  offset >= range.start && offset <= range.end;

/** Whether all of `inner` lies in `outer`. */
export const within = (inner: Range, outer: Range): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

export const emptyRange = (offset: number): Range => ({ start: offset, end: offset });
