// The page of a log that is opened as a file.
export { LogFile } from "../logFile";
export { failureHtml, logHtml } from "../logView/logHtml";
