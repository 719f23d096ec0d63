/** A span as a collector is sent it. */
export interface CollectedSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** Whether it ended with an error. */
  readonly failed: boolean;
}

/** A field of a protobuf message: its number, and its value as bytes or as a number. */
type Field = readonly [number: number, value: Buffer | number];

const ERROR_STATUS = 2;

/** Reads `ExportTraceServiceRequest` of OTLP 1: resource_spans 1 > scope_spans 2 > spans 2. */
export function readSpans(body: Buffer): CollectedSpan[] {
  return messages(body, 1).flatMap((resourceSpans) => {
    const resource = messages(resourceSpans, 1).flatMap((one) => attributesOf(one, 1));
    const service = String(Object.fromEntries(resource)['service.name'] ?? '');
    return messages(resourceSpans, 2).flatMap((scopeSpans) =>
      messages(scopeSpans, 2).map((span) => readSpan(span, service)),
    );
  });
}

function readSpan(span: Buffer, service: string): CollectedSpan {
  const bytes = (number: number): Buffer => messages(span, number)[0] ?? Buffer.alloc(0);
  return {
    service,
    traceId: bytes(1).toString('hex'),
    spanId: bytes(2).toString('hex'),
    parentSpanId: bytes(4).toString('hex'),
    name: bytes(5).toString(),
    attributes: Object.fromEntries(attributesOf(span, 9)),
    failed: fieldsOf(bytes(15)).some(([number, value]) => number === 3 && value === ERROR_STATUS),
  };
}

function attributesOf(message: Buffer, number: number): [string, string | number | boolean][] {
  return messages(message, number).map((pair) => {
    const [key, value] = [messages(pair, 1)[0], messages(pair, 2)[0]];
    return [key?.toString() ?? '', value ? readValue(value) : ''];
  });
}

/** `AnyValue`: string 1, bool 2, int 3, double 4. Others are not needed here. */
function readValue(value: Buffer): string | number | boolean {
  const [field] = fieldsOf(value);
  if (!field) return '';
  const [number, content] = field;
  if (number === 2) return content === 1;
  return typeof content === 'number' ? content : content.toString();
}

function messages(message: Buffer, wanted: number): Buffer[] {
  return fieldsOf(message).flatMap(([number, value]) => (number === wanted && Buffer.isBuffer(value) ? [value] : []));
}

function fieldsOf(message: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at++);
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
  };
  const bytes = (length: number): Buffer => message.subarray(at, (at += length));
  while (at < message.length) {
    const tag = varint();
    const number = tag >>> 3;
    switch (tag & 7) {
      case 0:
        fields.push([number, varint()]);
        break;
      case 1:
        fields.push([number, bytes(8).readDoubleLE()]);
        break;
      case 2:
        fields.push([number, bytes(varint())]);
        break;
      case 5:
        fields.push([number, bytes(4).readFloatLE()]);
        break;
      default:
        throw new Error(`Not a protobuf message: wire type ${tag & 7}`);
    }
  }
  return fields;
}
