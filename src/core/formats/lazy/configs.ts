// The readers of config files, in one bundle that is loaded with the first such file.
import { aiToolkitDialect } from "../aiToolkit/dialect";
import { axolotlDialect } from "../axolotl/dialect";
import { caffeDialect } from "../caffe/dialect";
import { composerDialect } from "../composer/dialect";
import { configReader } from "../config/dialect";
import { jsonTree } from "../config/jsonTree";
import { deepspeedDialect } from "../deepspeed/dialect";
import { detectron2Dialect } from "../detectron2/dialect";
import { diffusersDialect } from "../diffusers/dialect";
import { kohyaDialect, kohyaFlagsDialect } from "../kohya/dialect";
import { levanterDialect } from "../levanter/dialect";
import { litgptDialect } from "../litgpt/dialect";
import { litgptFlagsDialect } from "../litgpt/flags";
import { llamaFactoryDialect } from "../llamaFactory/dialect";
import { megatronDialect } from "../megatron/dialect";
import { mlxLmDialect } from "../mlxLm/dialect";
import { nemoDialect } from "../nemo/dialect";
import { objectDetectionDialect } from "../objectDetection/dialect";
import { olmoDialect } from "../olmo/dialect";
import { parseProtobuf } from "../../syntax/protobuf/parseProtobuf";
import { parseToml } from "../../syntax/toml/parseToml";
import { parseYaml } from "../../syntax/yaml/parseYaml";
import { shellFlagsDialect } from "../shellFlags/dialect";
import { parseFlags } from "../../syntax/shell/parseFlags";
import { timmDialect } from "../timm/dialect";
import { torchConfigDialect } from "../torchConfig/dialect";
import { tuneCommandDialect } from "../torchConfig/tuneCommand";
import { torchtitanDialect } from "../torchtitan/dialect";
import { trainingArgumentsDialect } from "../trainingArguments/dialect";
import { ultralyticsDialect } from "../ultralytics/dialect";

export const readers = {
  deepspeed: configReader(jsonTree, deepspeedDialect),
  trainingArgumentsYaml: configReader(parseYaml, trainingArgumentsDialect),
  trainingArgumentsJson: configReader(jsonTree, trainingArgumentsDialect),
  llamaFactory: configReader(parseYaml, llamaFactoryDialect),
  axolotl: configReader(parseYaml, axolotlDialect),
  ultralytics: configReader(parseYaml, ultralyticsDialect),
  detectron2: configReader(parseYaml, detectron2Dialect),
  timm: configReader(parseYaml, timmDialect),
  mlxLm: configReader(parseYaml, mlxLmDialect),
  aiToolkit: configReader(parseYaml, aiToolkitDialect),
  composer: configReader(parseYaml, composerDialect),
  levanter: configReader(parseYaml, levanterDialect),
  litgpt: {
    yaml: configReader(parseYaml, litgptDialect),
    shell: configReader(parseFlags, litgptFlagsDialect),
  },
  nemo: configReader(parseYaml, nemoDialect),
  olmo: configReader(parseYaml, olmoDialect),
  torchConfig: {
    yaml: configReader(parseYaml, torchConfigDialect),
    json: configReader(jsonTree, torchConfigDialect),
    toml: configReader(parseToml, torchConfigDialect),
    shell: configReader(parseFlags, tuneCommandDialect),
  },
  torchtitan: configReader(parseToml, torchtitanDialect),
  kohya: {
    toml: configReader(parseToml, kohyaDialect),
    shell: configReader(parseFlags, kohyaFlagsDialect),
  },
  diffusers: configReader(parseFlags, diffusersDialect),
  objectDetection: configReader(parseProtobuf, objectDetectionDialect),
  megatron: configReader(parseFlags, megatronDialect),
  shellFlags: configReader(parseFlags, shellFlagsDialect),
  caffe: configReader(parseProtobuf, caffeDialect),
} as const;
