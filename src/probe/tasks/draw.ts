/**
 * What names the random numbers of a draw of a task's data, behind the stream's own key. Draw 0 is the
 * one that users train on; others tell whether a result hangs on that one.
 */
export const ofDraw = (draw: number): readonly number[] => (draw === 0 ? [] : [draw]);
