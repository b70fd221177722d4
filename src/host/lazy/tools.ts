// What assistants may ask for, which most windows never do.
export { ToolInput } from "../tools/input";
export { toolNamed } from "../tools/table";
