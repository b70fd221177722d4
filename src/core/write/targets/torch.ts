import type { Writer } from "../writer";
import { moduleDocstring, pythonModule } from "./python";
import { torchParts } from "./torchParts";

/** PyTorch 2: built-in schedulers where they are exact, else one callable class for LambdaLR. */
export const torchWriter: Writer = {
  target: "torch",
  label: "PyTorch scheduler",
  languageId: "python",
  extension: "py",
  write(request) {
    const parts = torchParts(request);
    if ("refused" in parts) return parts;
    const { imports, constants, definitions, at, tracks, readings, left } = parts;
    return {
      code: (proof) =>
        pythonModule(
          moduleDocstring(request, proof),
          [...imports, "", constants.join("\n")],
          definitions,
        ),
      at,
      tracks,
      readings,
      left,
    };
  },
};
