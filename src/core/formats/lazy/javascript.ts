// The reader of rates in JavaScript, in a bundle that is loaded with the first such file.
export { readJavaScript } from "../javascript/reader";
