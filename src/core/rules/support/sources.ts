import type { Source } from "../../problem";

/** Where the reasons of the rules can be read; each source is named once, here. */
const arxiv = (label: string, id: string): Source => ({
  label,
  url: `https://arxiv.org/abs/${id}`,
});
const issue = (label: string, path: string): Source => ({
  label,
  url: `https://github.com/${path}`,
});

const torch = (name: string): Source => ({
  label: `PyTorch, ${name}`,
  url: `https://docs.pytorch.org/docs/stable/generated/torch.optim.${name}.html`,
});

const transformers = (name: string): Source => ({
  label: `transformers, ${name}`,
  url: "https://huggingface.co/docs/transformers/main_classes/optimizer_schedules",
});

export const sources = {
  oneCycleLr: torch("lr_scheduler.OneCycleLR"),
  torchSgd: torch("SGD"),
  maYarats: arxiv("Ma & Yarats 2021, On the adequacy of untuned warmup", "1910.04209"),
  kalraBarkeshli: arxiv("Kalra & Barkeshli 2024, Why warmup the learning rate?", "2406.09405"),
  smithCyclical: arxiv("Smith 2017, Cyclical learning rates", "1506.01186"),
  smithDisciplined: arxiv("Smith 2018, A disciplined approach to hyper-parameters", "1803.09820"),
  sgdr: arxiv("Loshchilov & Hutter 2017, SGDR", "1608.03983"),
  adamw: arxiv("Loshchilov & Hutter 2019, Decoupled weight decay", "1711.05101"),
  timescale: arxiv("Wang & Aitchison 2024, How to set AdamW's weight decay", "2405.13698"),
  edgeOfStability: arxiv(
    "Cohen et al. 2021, Gradient descent at the edge of stability",
    "2103.00065",
  ),
  noisyQuadratic: arxiv("Zhang et al. 2019, The noisy quadratic model", "1907.04164"),
  defazio: arxiv("Defazio et al. 2023, When, why and how much?", "2310.07831"),
  decayToZero: arxiv("Bergsma et al. 2025, Straight to zero", "2502.15938"),
  cooldown: arxiv("Hägele et al. 2024, Scaling laws beyond fixed durations", "2405.18392"),
  minicpm: arxiv("Hu et al. 2024, MiniCPM", "2404.06395"),
  fedAvg: arxiv("Li et al. 2020, On the convergence of FedAvg", "1907.02189"),
  batchNorm: arxiv("Ioffe & Szegedy 2015, Batch normalization", "1502.03167"),
  adam: arxiv("Kingma & Ba 2015, Adam", "1412.6980"),
  infoNce: arxiv("Wang & Isola 2020, Alignment and uniformity", "2005.10242"),
  warmupOverrun: issue("facebookresearch/d2go #19", "facebookresearch/d2go/issues/19"),
  zeroWarmup: issue("pytorch #193682", "pytorch/pytorch/issues/193682"),
  zeroFirstStep: issue("nanoGPT #578", "karpathy/nanoGPT/pull/578"),
  warmupJump: issue("Swin-Transformer #277", "microsoft/Swin-Transformer/issues/277"),
  milestones: torch("lr_scheduler.MultiStepLR"),
  wrongUnit: issue("pytorch #65417", "pytorch/pytorch/issues/65417"),
  restartNever: issue("transformers #20552", "huggingface/transformers/issues/20552"),
  reversedWarmup: issue("ultralytics #7782", "ultralytics/ultralytics/issues/7782"),
  momentumRange: issue("DeepSpeed #8589", "deepspeedai/DeepSpeed/pull/8589"),
  plateauDead: torch("lr_scheduler.ReduceLROnPlateau"),
  plateauFights: issue("tensorflow #36612", "tensorflow/tensorflow/issues/36612"),
  constantWithWarmup: transformers("constant schedules"),
  greedy: transformers("GreedyLR"),
  warmupRatio: issue("transformers #10229", "huggingface/transformers/pull/10229"),
  alphaUnit: issue("keras #21772", "keras-team/keras/issues/21772"),
  linearScaling: arxiv("Goyal et al. 2017, ImageNet in 1 hour", "1706.02677"),
  ulmfit: arxiv("Howard & Ruder 2018, ULMFiT", "1801.06146"),
  beit: arxiv("Bao et al. 2022, BEiT", "2106.08254"),
  memorization: arxiv("Arpit et al. 2017, A closer look at memorization", "1706.05394"),
  ddpm: arxiv("Ho et al. 2020, Denoising diffusion", "2006.11239"),
  floorUnit: torch("lr_scheduler.CosineAnnealingLR"),
} as const;
