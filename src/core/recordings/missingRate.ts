/** The line that logs the rate, by the way in which a log was written. */
const LINES: Readonly<Record<string, string>> = {
  wandb: 'wandb.log({"learning_rate": optimizer.param_groups[0]["lr"]}, step=step)',
  tensorboard: 'writer.add_scalar("learning_rate", optimizer.param_groups[0]["lr"], step)',
  mlflow: 'mlflow.log_metric("learning_rate", optimizer.param_groups[0]["lr"], step=step)',
  lightning: 'Trainer(callbacks=[LearningRateMonitor(logging_interval="step")])',
};
const PRINTED = "print(f\"step {step} lr {optimizer.param_groups[0]['lr']:.6e}\")";

/** Says that a log has no rate, and how to log it. */
export function missingRate(format: string | undefined): string {
  const line = LINES[format ?? ""] ?? PRINTED;
  return `The log has no learning rate. To log it, add: ${line}`;
}
