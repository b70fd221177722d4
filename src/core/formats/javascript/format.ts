import { MAX_TYPESCRIPT_LENGTH } from "../../parse/limits";
import type { DocumentHead, Format } from "../format";
import { hasLanguage } from "../head";
import { isOwnTypeScript } from "../native";

const LANGUAGES = ["javascript", "javascriptreact", "typescript", "typescriptreact"];

/** JavaScript and TypeScript, whatever they hold. */
export const isJavaScript = (head: DocumentHead): boolean =>
  hasLanguage(head, LANGUAGES, /\.[cm]?[jt]sx?$/i);

/**
 * A function of the rate with a parameter of the step, or a rate that is set while TensorFlow.js
 * trains. Most files hold neither word, and a search for a word costs a fraction of a pattern.
 */
const RATE_FUNCTION =
  /\b(?:function\s*\w{0,40}(?:lr|Lr|earningRate|earning_rate)\w{0,40}\s*\(|\w{0,40}(?:\blr|Lr|earningRate|earning_rate)\w{0,40}\s*=\s*(?:function\b|\(?\s*\w+\s*(?::\s*number\s*)?[,)=]))/;
/** A property or a method: `learningRate: (epoch) =>`, `getLr(step) {`. */
const RATE_MEMBER =
  /(?:^|[{,;\s])(?:static\s)?\w{0,40}(?:\blr|Lr|earningRate|earning_rate)\w{0,40}(?:\s?:\s?(?:function\b|\(?\w{1,40}\s?(?::\s?number)?[,)=])|\(\w{1,40}[^()\n]{0,80}\)[^{}\n]{0,40}\{)/m;
const SET_IN_LOOP = /\.(?:learningRate\s*=[^=]|setLearningRate\s*\()/;

const mentions = (text: string): boolean =>
  text.includes("earningRate") || text.includes("earning_rate") || /\blr|Lr/.test(text);

const holdsRate = (text: string): boolean =>
  mentions(text) &&
  (RATE_FUNCTION.test(text) ||
    RATE_MEMBER.test(text) ||
    (/\btf\.train\.|\bonEpochBegin\b/.test(text) && SET_IN_LOOP.test(text)));

/** Of a text that is too long the reader says so; its beginning shows whether there is a reason to. */
const beginning = (text: string): string => text.slice(0, MAX_TYPESCRIPT_LENGTH);

/** Rates that JavaScript or TypeScript computes by itself, without a definition of our own. */
export const javascript: Format = {
  id: "javascript",
  title: "JavaScript and TypeScript",
  syntax: "javascript",
  grammar: "typescript",
  recognises: (head) =>
    isJavaScript(head) && !isOwnTypeScript(head) && holdsRate(beginning(head.text)),
  load: async () => (await import("../lazy/javascript")).readJavaScript,
};
