import type { HyperParameter } from "../recording";
import { numberIn } from "./looseJson";

const LINE = /^(\s*)([\w.$-]+|"[^"]*"|'[^']*'):(?:\s+(.*))?$/;
const MOST = 2000;

/**
 * The scalars of a YAML of settings, nested keys with "/" between them; lists, anchors, tags and
 * texts of several lines are left out, as no rate depends on them.
 */
export function settingsOfYaml(text: string): Map<string, HyperParameter> {
  const settings = new Map<string, HyperParameter>();
  const parents: { indent: number; key: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, space, quoted = "", rest = ""] = LINE.exec(line) ?? [];
    if (space === undefined || settings.size >= MOST) continue;
    while ((parents.at(-1)?.indent ?? -1) >= space.length) parents.pop();
    const key = quoted.replace(/^["']|["']$/g, "");
    const scalar = rest.replace(/\s+#.*$/, "").trim();
    if (scalar === "") parents.push({ indent: space.length, key });
    else if (!/^[&*!|>[{]/.test(scalar))
      settings.set([...parents.map((parent) => parent.key), key].join("/"), scalarOf(scalar));
  }
  return settings;
}

function scalarOf(text: string): HyperParameter {
  if (/^(?:null|~|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  const quoted = /^(["'])(.*)\1$/.exec(text)?.[2];
  if (quoted !== undefined) return quoted;
  return numberIn(text) ?? text.slice(0, 200);
}
