import { say, type Sentence } from "./sentence";

/**
 * What the literature claims of what a task shows, and what was measured with this task: one
 * sentence each. docs/probes.md says the same.
 */
const CLAIMS: Readonly<Record<string, readonly [claimed: Sentence, measured: Sentence]>> = {
  batchNorm: [
    say("Claimed: the momentum of batch norm's running statistics should follow the rate."),
    say(
      "Measured in PyTorch on a network like this one (16 seeds, 4 settings) and with this task (32 seeds, half of them fresh): a momentum ∝ rate^⅔ kept the statistics nearer to the exact ones than any constant that was tried, in every seed; the validation loss hardly differed, and the training loss cannot.",
    ),
  ],
  weightDecay: [
    say("Claimed: weight decay should grow as 1 / rate, so that its effect does not fade."),
    say(
      "Measured with this small network (32 seeds, and 8 more on each of 16 other draws of the digits; 9 settings were tried in PyTorch): better than no decay and than one that is too weak, no better than a tuned constant nor than one of the same total; without a cap it pulls the weights to 0 as the rate falls. Larger networks were not tried.",
    ),
  ],
  augmentation: [
    say("Claimed: augmentation should become stronger as the rate falls."),
    say(
      "Measured in PyTorch on a network like this one (16 seeds, 4 settings) and with this task (32 seeds, half of them fresh, with noise and with shifts): contradicted. It was never better than a constant one of the same mean, and much worse where it grew as 1 / rate. Larger networks were not tried.",
    ),
  ],
  contrastive: [
    say("Claimed: the rate should be in step with the temperature."),
    say(
      "Measured in PyTorch on a network like this one (16 seeds, 3 settings) and with this task (32 seeds, half of them fresh): in part. Under a constant rate SGD gained from a rate ∝ temperature, also at the same mean rate; under a cosine it did not, and Adam did not need it. The updates then shrink: a rate ∝ √temperature keeps them level.",
    ),
  ],
  labelNoise: [
    say("Claimed: easy samples should be learned fast, hard ones slowly."),
    say(
      "Measured with this small network (32 seeds, and 8 more on each of 16 other draws of the digits): it appears clearly under wrong labels, also with factors of mean 1, since wrong labels are the hard samples; without wrong labels nothing was lost or gained. In accuracy a tenth of the rate for all samples did as well.",
    ),
  ],
  deep: [
    say("Claimed: deeper layers should decay more slowly."),
    say(
      "Measured in PyTorch on a network like this one (16 seeds, 3 settings): the ratios of update to weight by layer follow the profile, but any slower decay gained as much, also one rate for all layers at the same mean. With this task (32 seeds, half of them fresh) one rate at the same mean even gained a little more. Larger networks were not tried.",
    ),
  ],
  federated: [
    say("Claimed: the rate should drop at the boundaries of communication rounds."),
    say(
      "Measured in PyTorch on a network like this one (16 seeds, 5 settings of participation and delay) and with this task (a delay of two rounds; p = 0.028 at first, 0.087 on 16 fresh seeds): no difference that is confirmed. Drops half a round later did as well as drops a whole round later. Without delay a constant rate did no worse in the mean of the last rounds, but swung from round to round; with updates that come late the rate must decay, or be low. Larger networks were not tried.",
    ),
  ],
  diffusion: [
    say("Claimed: steps of the rate should fall together with the phases of the noise."),
    say(
      "Measured in PyTorch on a network like this one (12 seeds, 21 arms on one data set at one peak rate): not found. Aligned steps beat early ones only by their higher mean rate; a cosine over all noise levels alike gave the best samples, and training on one phase alone forgot the others. With this task (32 seeds, half of them fresh) a cosine of the same mean rate ended lower than aligned steps, and all noise levels alike lower than either. Larger networks were not tried.",
    ),
  ],
  lottery: [
    say(
      "Claimed: the schedule is part of the lottery ticket: a ticket wins with the schedule that found it.",
    ),
    say(
      "Measured in PyTorch on a network like this one (48 seeds in three runs, 10% and 4% kept) and with this task (32 seeds, half of them fresh, 10% kept, another draw of the digits): not found. A ticket did no better with its own schedule than with the others (10% kept: p = 0.71 and 0.98, 0.21 on fresh seeds; 4%: p = 0.018 at first, p = 0.94 on fresh seeds). Which schedule had found it mattered in PyTorch and on this task's fresh seeds, not at its first look; which one trained it again with this task alone, both times only between a low constant rate and a warmup with steps; tickets ended lower than the same masks with other initial weights in all seeds, and these lower than shuffled masks in nearly all. Larger networks were not tried.",
    ),
  ],
};

export const claimsOf = (task: string): Sentence[] => [...(CLAIMS[task] ?? [])];
