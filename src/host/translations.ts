import { l10n } from "vscode";
import { setWords } from "../core/text/words";

// Importing this sets the language of all that the host's other modules say.
setWords({ ...l10n.bundle });
