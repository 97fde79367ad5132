import { join } from 'node:path';
import protobuf, { Root, Type } from 'protobufjs';

/** What every Kubernetes message in protobuf begins with. */
export const magic = Buffer.from('k8s\0');

let root: Root | undefined;

/** Are objects of this kind answered as protobuf to clients that prefer it? */
export function hasProtobuf(kind: string): boolean {
  return messageType(kind) !== undefined;
}

/** The very bytes that the API server would write. */
export function encodeProtobuf({
  apiVersion,
  kind,
  ...fields
}: {
  apiVersion: string;
  kind: string;
  [field: string]: unknown;
}): Buffer {
  const type = messageType(kind);
  if (!type) throw new Error(`${kind} cannot be written as protobuf here`);
  const message = type.fromObject(complete(type, toWire(fields)));
  const unknown = messageType('Unknown')!.create({
    typeMeta: { apiVersion, kind },
    raw: type.encode(message).finish(),
    contentEncoding: '',
    contentType: '',
  });
  return Buffer.concat([
    magic,
    messageType('Unknown')!.encode(unknown).finish(),
  ]);
}

type Fields = Record<string, unknown>;

/** The fields of an object's JSON as its message has them: times and field sets are written differently. */
function toWire(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      if (key === 'time' || key.endsWith('Timestamp')) {
        const seconds = Math.floor(Date.parse(String(value)) / 1000);
        return [key, { seconds, nanos: 0 }];
      }
      return key === 'fieldsV1'
        ? [key, { raw: Buffer.from(JSON.stringify(value)) }]
        : [key, valueToWire(value)];
    }),
  );
}

function valueToWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(valueToWire);
  return typeof value === 'object' && value !== null
    ? toWire(value as Fields)
    : value;
}

/** With the messages that Go writes even when there is nothing in them. */
function complete(type: Type, value: Fields): Fields {
  const completed = { ...value };
  for (const field of type.fieldsArray) {
    const { name, resolvedType } = field.resolve();
    const inner = completed[name] as Fields | undefined;
    const isMessage =
      resolvedType instanceof Type && !field.repeated && !field.map;
    if (isMessage && (field.required || inner !== undefined)) {
      completed[name] = complete(resolvedType, inner ?? {});
    }
  }
  return completed;
}

function messageType(name: string): Type | undefined {
  root ??= protobuf.loadSync(join(__dirname, 'reviews.proto'));
  const found = root.get(name);
  return found instanceof Type ? found : undefined;
}
