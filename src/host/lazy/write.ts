// The writers of code, which only conversions need.
export { convert, needsUpdates } from "../../core/write/convert";
export { writerOf, writers } from "../../core/write/table";
