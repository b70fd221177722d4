/**
 * How a training script of diffusers 0.38 counts. accelerate steps a prepared scheduler once per
 * process and update, or once per update where batches are split (`split`).
 */
export type Count =
  /** Warmup and length times the processes: both cancel out. */
  | "processes"
  /** Warmup and length times gradient_accumulation_steps. */
  | "accumulation"
  /** Neither is multiplied. */
  | "plain"
  /** As plain, with split batches. */
  | "split"
  /** As processes, with split batches. */
  | "splitProcesses"
  /** The length is the loader's batches of all epochs, the warmup times the accumulation. */
  | "batches";

export interface Script {
  readonly count: Count;
  readonly rate: number;
  readonly scheduler: string;
  readonly epochs: number;
  /** Whether --lr_num_cycles and --lr_power reach the scheduler. */
  readonly shaped: boolean;
}

/** The default of --lr_warmup_steps in every script. */
export const WARMUP = 500;

const script = (
  count: Count,
  rate: number,
  epochs: number,
  shaped: boolean,
  scheduler = "constant",
): Script => ({ count, rate, scheduler, epochs, shaped });

const GROUPS: readonly (readonly [Script, string])[] = [
  [
    script("processes", 1e-4, 1, true),
    "train_dreambooth_lora_flux_advanced train_dreambooth_lora_sd15_advanced train_dreambooth_lora_sdxl_advanced train_dreambooth_flux train_dreambooth_lora_flux train_dreambooth_lora_flux2 train_dreambooth_lora_flux2_img2img train_dreambooth_lora_flux2_klein train_dreambooth_lora_flux2_klein_img2img train_dreambooth_lora_flux_kontext train_dreambooth_lora_ideogram4 train_dreambooth_lora_sd3 train_dreambooth_lora_sdxl train_dreambooth_lora_z_image train_dreambooth_lora_hidream train_dreambooth_lora_lumina2 train_dreambooth_lora_qwen_image train_dreambooth_lora_sana train_dreambooth_sd3 train_cogvideox_image_to_video_lora train_cogvideox_lora",
  ],
  [
    script("processes", 5e-6, 1, true),
    "train_controlnet train_controlnet_sdxl train_controlnet_flux train_controlnet_sd3 train_dreambooth train_control_flux train_control_lora_flux train_control_cogview4",
  ],
  [script("processes", 5e-4, 1, true), "train_dreambooth_lora"],
  [script("processes", 3e-4, 1, true), "train_dreambooth_lora_krea2"],
  [script("processes", 1e-5, 1, false), "train_custom_diffusion"],
  [
    script("processes", 1e-4, 100, false),
    "train_instruct_pix2pix train_text_to_image train_text_to_image_lora",
  ],
  [
    script("accumulation", 1e-4, 100, false),
    "train_instruct_pix2pix_sdxl train_text_to_image_decoder train_text_to_image_lora_decoder train_text_to_image_lora_prior train_text_to_image_prior train_text_to_image_lora_sdxl train_text_to_image_sdxl",
  ],
  [script("plain", 5e-6, 1, true), "train_t2i_adapter_sdxl"],
  [
    script("split", 1e-4, 100, false),
    "train_lcm_distill_lora_sd_wds train_lcm_distill_lora_sdxl_wds train_lcm_distill_sd_wds train_lcm_distill_sdxl_wds",
  ],
  [script("splitProcesses", 1e-6, 100, false), "train_lcm_distill_lora_sdxl"],
  [script("batches", 1e-4, 100, false, "cosine"), "train_unconditional"],
];

const SCRIPTS: ReadonlyMap<string, Script> = new Map(
  GROUPS.flatMap(([known, names]) => names.split(" ").map((name) => [name, known] as const)),
);

export interface NamedScript {
  readonly name: string;
  /** Undefined for a script of somebody's own. */
  readonly known: Script | undefined;
}

/** The one training script that a shell script calls; undefined where it calls several, or none. */
export function scriptOf(text: string): NamedScript | undefined {
  const code = text.replace(/^[ \t]*#.*$/gm, "");
  const names = new Set([...code.matchAll(/([\w-]+)\.py\b/g)].map(([, name = ""]) => name));
  const known = [...names].filter((name) => SCRIPTS.has(name));
  const [name] = known.length > 0 ? known : names;
  if (name === undefined || known.length > 1) return undefined;
  return { name, known: SCRIPTS.get(name) };
}
