/** Magics after which the rest of a cell is Python of the same scope all the same (IPython 9). */
const KEEPS_PYTHON =
  /^%%(?:time|timeit|capture|prun|memit|mprun|lprun|wandb|debug|heat|skip_if|tensorflow_version)\b/;
/** `%matplotlib inline`, `!pip install`, `?name`: commands to IPython on a line of their own. */
const COMMAND = /^\s*(?:%[A-Za-z_]|!|\?)/;
/** `torch.optim?` asks for help. */
const HELP = /^\s*[%\w.]+\?{1,2}\s*$/;
/** `files = !ls`, `took = %timeit -o f()`: what comes of it, only the run knows. */
const CAPTURED = /^(\s*[\w.,\s]+=\s*)((?:!|%[A-Za-z_]).*)$/;

/** How a line leaves the text after it: inside brackets, inside a triple-quoted string, or neither. */
interface Open {
  brackets: number;
  quote: string;
  continued: boolean;
}

/**
 * A cell's Python with IPython's own syntax blanked, character for character, so that every place
 * stays where it is. Inside of strings and brackets a `%` is Python's operator, and stays.
 */
export function withoutMagics(cell: string): string {
  const start = cell.trimStart();
  if (start.startsWith("%%") && !KEEPS_PYTHON.test(start)) return blank(cell);
  if (!/[%!?]/.test(cell)) return cell;
  const open: Open = { brackets: 0, quote: "", continued: false };
  return cell
    .split("\n")
    .map((line) => lineWithoutMagic(line, open))
    .join("\n");
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, " ");

function lineWithoutMagic(line: string, open: Open): string {
  const inside = open.brackets > 0 || open.quote !== "" || open.continued;
  if (!inside && (COMMAND.test(line) || HELP.test(line) || line.startsWith("%%")))
    return blank(line);
  const [, before, command] = inside ? [] : (CAPTURED.exec(line) ?? []);
  if (before !== undefined && command !== undefined)
    return before + "shell_output".slice(0, command.length).padEnd(command.length);
  follow(line, open);
  return line;
}

const TOKEN = /"""|'''|["'#([{)\]}]|\\./g;

/** What a line of Python leaves open. */
function follow(line: string, open: Open): void {
  open.continued = false;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(line); found; found = TOKEN.exec(line)) {
    const [token] = found;
    if (token.startsWith("\\")) continue;
    if (open.quote !== "") {
      if (token === open.quote) open.quote = "";
      else if (token.length === 3 && open.quote === token.charAt(0)) open.quote = "";
    } else if (token === "#") return;
    else if (/["']/.test(token)) open.quote = token;
    else open.brackets = Math.max(0, open.brackets + (/[([{]/.test(token) ? 1 : -1));
  }
  open.continued = /\\\r?$/.test(line);
  // a string of one quote ends with its line
  if (open.quote.length === 1 && !open.continued) open.quote = "";
}
