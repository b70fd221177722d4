import { parseJson } from "../../parse/json";
import type { ConfigTree } from "./dialect";

/** A config in JSON, comments and trailing commas allowed. */
export function jsonTree(text: string): ConfigTree {
  const { roots, problems } = parseJson(text);
  const root = roots[0]?.value;
  return { root: root?.type === "object" ? root : undefined, problems };
}
