import { bytesOf, fieldsOf, integerOf, viewOf, type Field } from "../../bytes/protobuf";

export interface Scalar {
  readonly value: number;
  readonly float32: boolean;
}

/** The number of a Summary.Value: simple_value = 2 (float32), or a tensor = 8 of one number. */
export function scalarOf(fields: readonly Field[]): Scalar | undefined {
  const simple = fields.find((field) => field.number === 2 && field.kind === "fixed");
  if (simple?.kind === "fixed" && simple.bytes.length === 4)
    return { value: viewOf(simple.bytes).getFloat32(0, true), float32: true };
  const [tensor] = bytesOf(fields, 8);
  return tensor && tensorScalar(tensor);
}

/** The text of a Summary.Value: a tensor = 8 of dtype DT_STRING 7 with string_val = 8. */
export function textOf(fields: readonly Field[]): Uint8Array | undefined {
  const [bytes] = bytesOf(fields, 8);
  const tensor = bytes && fieldsOf(bytes);
  return tensor && integerOf(tensor, 1) === 7 ? bytesOf(tensor, 8)[0] : undefined;
}

/** Bytes of one number by TensorProto's dtype: DT_FLOAT 1, DT_DOUBLE 2, DT_INT32 3. */
const SIZES: Readonly<Record<number, number>> = { 1: 4, 2: 8, 3: 4 };

/** TensorProto: dtype = 1, tensor_content = 4, float_val = 5, double_val = 6, int_val = 7, int64_val = 10. */
function tensorScalar(bytes: Uint8Array): Scalar | undefined {
  const fields = fieldsOf(bytes) ?? [];
  const type = integerOf(fields, 1) ?? 0;
  const [content] = bytesOf(fields, 4);
  const size = SIZES[type];
  if (content?.length === size && content !== undefined && size !== undefined)
    return fromBytes(content, type);
  const packed = [...bytesOf(fields, 5), ...bytesOf(fields, 6), ...fixed(fields)][0];
  if (packed !== undefined && packed.length === size) return fromBytes(packed, type);
  const whole = integerOf(fields, 7) ?? integerOf(fields, 10);
  return whole === undefined ? undefined : { value: whole, float32: false };
}

const fixed = (fields: readonly Field[]): Uint8Array[] =>
  fields.flatMap((field) =>
    field.kind === "fixed" && (field.number === 5 || field.number === 6) ? [field.bytes] : [],
  );

function fromBytes(bytes: Uint8Array, type: number): Scalar {
  const view = viewOf(bytes);
  if (type === 2) return { value: view.getFloat64(0, true), float32: false };
  if (type === 3) return { value: view.getInt32(0, true), float32: false };
  return { value: view.getFloat32(0, true), float32: true };
}
