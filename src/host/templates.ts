/** A published recipe, offered as the beginning of a new schedule. */
export interface Template {
  /** The name of its files: examples/json/<file>.schedule.json, examples/typescript/<file>.ts. */
  readonly file: string;
  readonly title: string;
  readonly citation: string;
}

/** The recipes are the project's examples: one text to keep right, cited and tested as such. */
export const templates: readonly Template[] = [
  {
    file: "goyal-imagenet",
    title: "ImageNet in one hour",
    citation: "Goyal et al. 2017, arXiv:1706.02677",
  },
  {
    file: "vaswani-noam",
    title: "Transformer (Noam)",
    citation: "Vaswani et al. 2017, arXiv:1706.03762",
  },
  {
    file: "bert-pretraining",
    title: "BERT pre-training",
    citation: "Devlin et al. 2018, arXiv:1810.04805",
  },
  {
    file: "bert-finetuning",
    title: "BERT fine-tuning",
    citation: "Devlin et al. 2018, arXiv:1810.04805",
  },
  { file: "gpt3", title: "GPT-3", citation: "Brown et al. 2020, arXiv:2005.14165" },
  {
    file: "sgdr",
    title: "Cosine with warm restarts (SGDR)",
    citation: "Loshchilov and Hutter 2017, arXiv:1608.03983",
  },
  {
    file: "super-convergence",
    title: "One-cycle super-convergence",
    citation: "Smith and Topin 2018, arXiv:1708.07120",
  },
  {
    file: "cyclical",
    title: "Cyclical learning rates",
    citation: "Smith 2017, arXiv:1506.01186",
  },
  {
    file: "minicpm-wsd",
    title: "Warmup, stable, decay (MiniCPM)",
    citation: "Hu et al. 2024, arXiv:2404.06395",
  },
  {
    file: "ulmfit",
    title: "Slanted triangular (ULMFiT)",
    citation: "Howard and Ruder 2018, arXiv:1801.06146",
  },
  { file: "ddpm", title: "Diffusion (DDPM)", citation: "Ho et al. 2020, arXiv:2006.11239" },
];

export const templatePath = ({ file }: Template, language: "json" | "typescript"): string[] =>
  language === "json"
    ? ["examples", "json", `${file}.schedule.json`]
    : ["examples", "typescript", `${file}.ts`];
