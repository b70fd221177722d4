// Import this to let Node import the TypeScript files of the test harness directly: Node 20 reads
// no TypeScript, and a compiled copy of the harness could be stale.
import { register } from "node:module";

register("./typescriptHooks.mjs", import.meta.url);
