// The writers of code, which only conversions need.
export { convert } from "../../core/write/convert";
export { writerOf, writers } from "../../core/write/table";
