import { t } from "../text/words";
/** The line that logs the rate, by the way in which a log was written. */
const LINES: Readonly<Record<string, string>> = {
  wandb: 'wandb.log({"learning_rate": optimizer.param_groups[0]["lr"]}, step=step)',
  tensorboard: 'writer.add_scalar("learning_rate", optimizer.param_groups[0]["lr"], step)',
  mlflow: 'mlflow.log_metric("learning_rate", optimizer.param_groups[0]["lr"], step=step)',
  lightning: 'Trainer(callbacks=[LearningRateMonitor(logging_interval="step")])',
  keras:
    'logs["learning_rate"] = float(self.model.optimizer.learning_rate)  # in a callback before CSVLogger',
  detectron2:
    'get_event_storage().put_scalar("lr", optimizer.param_groups[0]["lr"], smoothing_hint=False)',
};
const PRINTED = "print(f\"step {step} lr {optimizer.param_groups[0]['lr']:.6e}\")";

/** The line of code that would have logged the rate. */
export const lineForRate = (format: string | undefined): string => LINES[format ?? ""] ?? PRINTED;

/** Says that a log has no rate, and how to log it. */
export const missingRate = (format: string | undefined): string =>
  t`The log has no learning rate. To log it, add: ${lineForRate(format)}`;
