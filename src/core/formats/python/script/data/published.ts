/** Items of each part of a data set. */
type Parts = Readonly<Record<string, number>>;

/** A data set of torchvision: which argument says the part, its place, what it is by default, and the sizes. */
interface Published {
  readonly by: "train" | "split";
  readonly place: number;
  readonly usual: string;
  readonly parts: Parts;
}

/** `train: bool = True`, after `root`. */
const trainOrTest = (train: number, test: number): Published => ({
  by: "train",
  place: 1,
  usual: "true",
  parts: { true: train, false: test },
});

const bySplit = (parts: Parts, usual = "train"): Published => ({
  by: "split",
  place: 1,
  usual,
  parts,
});

/**
 * What torchvision downloads, or asks to be downloaded, is the same for everyone: the sizes that the
 * data sets' own pages and torchvision's documentation give.
 */
export const PUBLISHED: Readonly<Record<string, Published>> = {
  CIFAR10: trainOrTest(50_000, 10_000),
  CIFAR100: trainOrTest(50_000, 10_000),
  FashionMNIST: trainOrTest(60_000, 10_000),
  KMNIST: trainOrTest(60_000, 10_000),
  MNIST: trainOrTest(60_000, 10_000),
  USPS: trainOrTest(7291, 2007),
  Food101: bySplit({ train: 75_750, test: 25_250 }),
  ImageNet: bySplit({ train: 1_281_167, val: 50_000 }),
  OxfordIIITPet: bySplit({ trainval: 3680, test: 3669 }, "trainval"),
  SVHN: bySplit({ train: 73_257, test: 26_032, extra: 531_131 }),
};
