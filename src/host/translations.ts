import { env, l10n } from "vscode";
import { setWords } from "../core/text/words";

/** The language in which the editor speaks, as `Intl` knows it; English where that knows no such tag. */
export function userLanguage(): string {
  try {
    return Intl.getCanonicalLocales(env.language)[0] ?? "en";
  } catch {
    return "en";
  }
}

// Importing this sets the language of all that the host's other modules say.
setWords({ ...l10n.bundle }, userLanguage());
