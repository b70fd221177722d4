import { bytesOf, fieldsOf, integerOf, realOf, type Field } from "../../bytes/protobuf";
import type { HyperParameter } from "../../recording";
import { decode } from "../../text/decode";

/** The fields of the submessages of one number; none of those that are broken. */
const messages = (fields: readonly Field[], number: number): readonly Field[][] =>
  bytesOf(fields, number).flatMap((bytes) => {
    const inner = fieldsOf(bytes);
    return inner ? [[...inner]] : [];
  });

/**
 * What a Summary.Value of TensorBoard's plugin for hyper-parameters holds: metadata = 9 {plugin_data = 1
 * {content = 2}}, in it HParamsPluginData {session_start_info = 3 {hparams = 1 {key = 1, value = 2}}}
 * (tensorboard/plugins/hparams/plugin_data.proto).
 */
export function hyperParametersOf(fields: readonly Field[]): (readonly [string, HyperParameter])[] {
  return [9, 1, 2, 3, 1]
    .reduce<readonly (readonly Field[])[]>(
      (found, number) => found.flatMap((one) => messages(one, number)),
      [fields],
    )
    .flatMap((entry) => {
      const [key] = bytesOf(entry, 1);
      const [value] = messages(entry, 2);
      const told = value && valueOf(value);
      return key && told !== undefined ? [[decode(key), told] as const] : [];
    });
}

const LONGEST = 200;

/** google.protobuf.Value {number_value = 2, string_value = 3, bool_value = 4}. */
function valueOf(fields: readonly Field[]): HyperParameter | undefined {
  const number = realOf(fields, 2);
  if (number !== undefined) return number;
  const [text] = bytesOf(fields, 3);
  if (text) return text.length <= LONGEST ? decode(text) : undefined;
  const truth = integerOf(fields, 4);
  return truth === undefined ? undefined : truth !== 0;
}
