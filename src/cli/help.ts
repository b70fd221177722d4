export const HELP = `learning-rate-designer: check, sample, draw and try out learning-rate schedules

Usage
  learning-rate-designer sample FILE [--schedule name]... [--steps a,b,c | --count n]
                                     [--track name] [--json | --csv | --markdown] [--list]
      Prints the values that the updates use, rates of layers and groups among them.
      --steps names the updates (from 0), of several schedules for those that have them;
      --count spreads n of them evenly over the run (default 21). --list prints what was found
      in the file instead: line, format, clock, length, and what is not known.
  learning-rate-designer lint FILE... [--format text|json|github|sarif] [--max-warnings n]
                                   [--config FILE | --no-config] [--allow-empty]
      Prints every problem; exits with 1 if one is an error, if there are more warnings than
      --max-warnings, or if a file defines no schedule (unless --allow-empty). FILE may be a
      pattern in quotes ("**/*.schedule.json"). Severities are those of learningRateDesigner.rules
      in the nearest .vscode/settings.json of the project, or of the file that --config names.
  learning-rate-designer render FILE -o out.svg [--schedule name]... [--log track]...
                                     [--unit steps|epochs|rounds|samples|tokens|percent]
                                     [--width px] [--height px]
      Draws all tracks of a schedule, or of several over one another, as an SVG picture for
      paper ("-o -" prints it).
  learning-rate-designer probe FILE [--compare FILE]... [--schedule name]... [--grid PATH=VALUES]...
                                    [--task name] [--steps n] [--seeds n] [--first-seed n]
                                    [--backend wasm|cpu] [--measure n] [--sharpness n]
                                    [--control] [--save run.json] [--shard i/n] [--json]
      Trains a small model under each schedule of the file (and of those to compare with)
      and tells what came of it, over the seeds. --measure and --sharpness measure gradients
      and curvature every n steps. --control trains beside each schedule what tells its course
      from its total: the task's track held constant at the same total, and none. --grid
      tries out one definition with other values, "learningRate[0].to=0.1,0.3", repeatable for
      the product. --first-seed takes fresh seeds. --save writes the run to a file that the
      panel opens, --json prints the same. --shard trains part i of n and saves that, for
      probe merge. Exits with 1 if a training diverged (a shard with 0), 3 if the probe broke
      down, 130 if it was interrupted.
  learning-rate-designer probe merge PART... [--save run.json] [--json]
      Makes one run of what all shards have trained, and judges it.
  learning-rate-designer probe FILE --range-test [--from rate] [--to rate] [--linear] [--steps n]
                                    [--task name] [--seeds n] [--backend wasm|cpu] [--json]
      Raises the rate step by step until the loss blows up, under the first schedule's
      optimizer, and suggests rates for its peak.
  learning-rate-designer probe --tasks
      Lists the tasks.
  learning-rate-designer log LOG [--json]
      Reads a training log (trainer_state.json, .wandb, TensorBoard events, MLflow metrics, CSV,
      JSON lines, terminal output) and prints its runs. Exits with 1 if it holds no series.
  learning-rate-designer convert FILE --to TARGET [--schedule name] [--updates-per-epoch n]
                                 [-o out [--force]] [--json]
      Writes a schedule as code that reproduces its curve: torch, transformers, optax, keras,
      lightning, deepspeed, timm, mmengine, python, javascript, json, typescript, numpy or
      csv. The code is read back and states its greatest difference from the definition. An
      existing file is not changed: a diff says what would, and --force replaces it. Exits with
      1 then, and if the target can't represent the schedule. --targets lists the targets.
      --updates-per-epoch writes a schedule that counts epochs by its optimizer updates.
  learning-rate-designer explain LOG [--plan FILE] [--schedule name] [--run name] [--metric tag]
      [--json]
      Says why the rates of a run differ from its plan: offset, skipped steps, another scale,
      a restart, another peak or floor. Without --plan it finds the schedule behind the log.
      A plan that reacts to a metric is driven by the log's (the validation loss, or --metric).
      Exits with 1 where the log leaves the plan.
  learning-rate-designer resume FILE --at k [--length n | --with FILE] [--schedule name] [--json]
      Says what the framework does with the rate if the run is taken up again after k updates,
      over the same or another length, for each way to restore it, and the jump at k. --with
      names the file as it is when the run is resumed, where its length isn't one number.
  learning-rate-designer --help | --version

FILE is a *.schedule.json (comments and trailing commas allowed), a TypeScript file that
calls defineSchedule, a training script in Python, or a config of another program: DeepSpeed,
Hugging Face, Axolotl, Ultralytics … (docs/formats.md lists them). All of them are read, never run.
sample, lint, render, probe, convert, explain and resume take --set "SYMBOL=VALUE" (repeatable) for
a value that only the running program knows, for instance --set "steps per epoch=390", --set
args.scheduler=cosine.

JSON shapes (--json); lines and columns count from 1
  sample  {"schedules":[{"name","length","line","format","clock","stepped",
          "unknowns":[{"symbol","line","unit"}],"tracks":{"learningRate":[[step,value],...]}}]}
          of a text that is one of several, an unknown has these as "texts"
          "length" is null where it isn't known, and so are values that depend on it; parameter
          groups are "learningRate", "learningRate[1]" ...; our own files have no "stepped"
  lint    (also --json) {"diagnostics":[{"file","line","column","endLine","endColumn","severity","code","message",
          "fixes":[{"title","replacements":[{"uri","region":{"line","column","endLine","endColumn"},
          "text"}]}] where there are some}]}; a replacement with an "uri" is one of that other file
  probe   {"format","version","task","steps","seeds","backend":{"name","why"},"end":{"state","step"},
           "schedules":[{"id","name","tracks":{"learningRate":[[step,value],...]}}],
           "replicas":[{"schedule","seed","train":[[step,loss],...],"validation":[...],
           "accuracy":[...],"measured":{...},"diverged":{"step","cause"} where it did}]}

  probe --range-test
          {"schedule","rates":[...],"bySeed":[{"seed","losses":[...]}],"smoothed":[...],
           "stopped":{"step","rate","by"},"suggestions":[{"method","rate","loss"}]}
  log     {"format","runs":[{"name","hyperParameters":{...},"series":{"learningRate":
          [[step,value],...]},"skipped","restarts":[step,...] where it resumed}],"notes":[...]}
  convert {"target","code","difference":{"absolute","relative","step"},"left":[...],"refused":null}
  explain {"plan":{...},"causes":[{"kind","residual",...}],"residual","resolution",
           "identifiable","alternatives":[...]}; differences are in units of the rate

  resume  {"schedule","format","at","length","before","unbroken","wanted","ways":[{"id","title",
          "why","first","jump","gap","largest":{"step","difference"},"rates":[[step,value],...]}]};
          "wanted" is the new length's own rate at k, "gap" the difference from it

Exit codes: 0 fine, 1 errors found or a training diverged, 2 wrong call or unreadable file,
3 a probe broke down, 130 interrupted.
`;
