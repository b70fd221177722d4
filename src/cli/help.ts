export const HELP = `learning-rate-designer: check, sample, draw and try out learning-rate schedules

Usage
  learning-rate-designer sample FILE [--steps a,b,c | --count n] [--track name] [--json]
      Prints the values that the updates use. --steps names the updates (from 0),
      --count spreads n of them evenly over the run (default 21).
  learning-rate-designer lint FILE... [--json]
      Prints every problem; exits with 1 if one is an error.
  learning-rate-designer render FILE -o out.svg [--schedule name] [--width px] [--height px]
      Draws a schedule as an SVG picture ("-o -" prints it).
  learning-rate-designer probe FILE [--task name] [--steps n] [--seeds n]
                                    [--backend wasm|cpu] [--json]
      Trains a small model under each schedule of the file and prints the losses;
      exits with 1 if a training diverged.
  learning-rate-designer --help | --version

FILE is a *.schedule.json (comments and trailing commas allowed) or a TypeScript file
that calls defineSchedule. TypeScript is read, never run.

JSON shapes (--json); lines and columns count from 1
  sample  {"schedules":[{"name","length","tracks":{"learningRate":[[step,value],...]}}]}
  lint    {"diagnostics":[{"file","line","column","endLine","endColumn","severity","code","message"}]}
  probe   {"task","backend","schedules":[{"name","seeds":[{"seed","train":[[step,loss],...],
           "validation":[...],"diverged":null or step}]}]}

Exit codes: 0 fine, 1 errors found or a training diverged, 2 wrong call or unreadable file.
`;
