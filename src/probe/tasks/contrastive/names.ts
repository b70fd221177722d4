export const ALIGNMENT = "alignment";
export const UNIFORMITY = "uniformity";
