/** Curves that no definition says, but that follow from its tracks. */
export const derivedIds = ["shrinkage", "updateSize", "effectiveRate", "cumulativeShare"] as const;
export type DerivedId = (typeof derivedIds)[number];
