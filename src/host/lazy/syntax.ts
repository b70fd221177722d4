// The grammar of TypeScript, which only TypeScript documents need.
export { loadSyntaxParser } from "../../syntax/loadSyntaxParser";
