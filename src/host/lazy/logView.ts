// The page of a log that is opened as a file.
export { failureHtml, logHtml } from "../logView/logHtml";
