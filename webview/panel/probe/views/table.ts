import type { TaskView } from "./view";

type Load = () => Promise<() => TaskView>;

const protein: Load = async () => {
  const { ProteinView } = await import("./protein");
  return () => new ProteinView();
};

/** The views by task, each loaded when a run of its task is first shown. */
export const TASK_VIEWS: ReadonlyMap<string, Load> = new Map<string, Load>([
  [
    "landscape",
    async () => {
      const { LandscapeView } = await import("./landscape");
      return () => new LandscapeView();
    },
  ],
  [
    "digits",
    async () => {
      const { DigitsView } = await import("./digits");
      return () => new DigitsView();
    },
  ],
  ["batchNorm", async () => (await import("./measured/batchNorm")).batchNormView],
  ["weightDecay", async () => (await import("./measured/weightDecay")).weightDecayView],
  ["augmentation", async () => (await import("./measured/augmentation")).augmentationView],
  ["contrastive", async () => (await import("./measured/contrastive")).contrastiveView],
  ["labelNoise", async () => (await import("./measured/labelNoise")).labelNoiseView],
  ["federated", async () => (await import("./measured/federated")).federatedView],
  ["deep", async () => (await import("./measured/deep")).deepView],
  [
    "diffusion",
    async () => {
      const { DiffusionView } = await import("./diffusion");
      return () => new DiffusionView();
    },
  ],
  [
    "lottery",
    async () => {
      const { LotteryView } = await import("./lottery");
      return () => new LotteryView();
    },
  ],
  ["protein13", protein],
  ["protein", protein],
  ["protein34", protein],
]);
