import { t } from "../../../src/core/text/words";

/** The words of the exports that are loaded with them alone. */
export const codeWords = {
  code: () => t("Code of a framework"),
  convertToCode: () => t("Convert to Code…"),
  convertToFile: () => t("Convert to Code in a File…"),
  copyAsCode: () => t("Copy as Code…"),
  showAsCode: () => t("Show as Code to the Side…"),
} as const;
