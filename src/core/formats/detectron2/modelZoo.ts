/** What a config of detectron2's model zoo says of the schedule beyond the defaults. */
export interface ZooSchedule {
  readonly numbers: ReadonlyMap<string, number>;
  readonly steps: readonly number[];
}

const schedule = (
  rate: number,
  length: number,
  steps: readonly number[],
  warmup?: number,
): ZooSchedule => ({
  numbers: new Map([
    ["BASE_LR", rate],
    ["MAX_ITER", length],
    ...(warmup === undefined ? [] : ([["WARMUP_ITERS", warmup]] as const)),
  ]),
  steps,
});

/**
 * detectron2 02b5c4e, configs/: the schedule by the file's folder and name. Files of other folders,
 * and those of Misc, which differ, are not known.
 */
const ZOO: readonly (readonly [RegExp, ZooSchedule])[] = [
  [/^COCO-Detection\/retinanet_\w+_1x\.yaml$/, schedule(0.01, 90_000, [60_000, 80_000])],
  [/^COCO-Detection\/retinanet_\w+_3x\.yaml$/, schedule(0.01, 270_000, [210_000, 250_000])],
  [
    /^(?:COCO-(?:Detection|InstanceSegmentation|Keypoints|PanopticSegmentation)|Detectron1-Comparisons|LVISv0\.5-InstanceSegmentation)\/\w+_1x(?:_giou)?\.yaml$/,
    schedule(0.02, 90_000, [60_000, 80_000]),
  ],
  [/^COCO-\w+\/\w+_3x\.yaml$/, schedule(0.02, 270_000, [210_000, 250_000])],
  [/^LVISv1-InstanceSegmentation\/\w+_1x\.yaml$/, schedule(0.02, 180_000, [120_000, 160_000])],
  [/^Cityscapes\/mask_rcnn_R_50_FPN\.yaml$/, schedule(0.01, 24_000, [18_000])],
  [/^PascalVOC-Detection\/\w+\.yaml$/, schedule(0.02, 18_000, [12_000, 16_000], 100)],
];

/** The schedule of a config of the zoo by its path there; undefined where it is not known. */
export const zooSchedule = (path: string): ZooSchedule | undefined =>
  ZOO.find(([pattern]) => pattern.test(path))?.[1];
