// The reader of Python scripts, in a bundle that is loaded with the first such file.
export { readPython } from "../python/reader";
