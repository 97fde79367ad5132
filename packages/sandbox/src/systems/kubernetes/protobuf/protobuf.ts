import { join } from 'node:path';
import protobuf, { Root, Type } from 'protobufjs';

/** What every Kubernetes message in protobuf begins with. */
const magic = Buffer.from('k8s\0');

let root: Root | undefined;

/** Can objects of this kind be read and written as protobuf? */
export function hasProtobuf(kind: string): boolean {
  return messageType(kind) !== undefined;
}

/** The JSON of an object; throws for bytes that are none, or of a kind without `hasProtobuf`. */
export function decodeProtobuf(bytes: Buffer): Record<string, unknown> {
  if (!bytes.subarray(0, magic.length).equals(magic)) {
    throw new Error('provided data does not appear to be a protobuf message');
  }
  const unknown = messageType('Unknown')!.decode(
    bytes.subarray(magic.length),
  ) as unknown as {
    typeMeta: { apiVersion: string; kind: string };
    raw: Uint8Array;
  };
  const { apiVersion, kind } = unknown.typeMeta;
  const type = messageType(kind);
  if (!type) throw new Error(`${kind} cannot be read as protobuf here`);
  const object = type.toObject(type.decode(unknown.raw), { longs: Number });
  return {
    apiVersion,
    kind,
    ...(withoutEmpty(withTimes(object, toTimestamp)) as object),
  };
}

export function encodeProtobuf(object: {
  apiVersion: string;
  kind: string;
  [field: string]: unknown;
}): Buffer {
  const { apiVersion, kind, ...fields } = object;
  const type = messageType(kind);
  if (!type) throw new Error(`${kind} cannot be written as protobuf here`);
  const message = type.fromObject(
    withTimes(fields, fromTimestamp) as Record<string, unknown>,
  );
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

function messageType(name: string): Type | undefined {
  root ??= protobuf.loadSync(join(__dirname, 'reviews.proto'));
  const found = root.get(name);
  return found instanceof Type ? found : undefined;
}

function withTimes(
  value: unknown,
  convert: (time: unknown) => unknown,
): unknown {
  if (Array.isArray(value)) return value.map(item => withTimes(item, convert));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key.endsWith('Timestamp') ? convert(item) : withTimes(item, convert),
    ]),
  );
}

function toTimestamp(time: unknown): string | undefined {
  const { seconds = 0 } = time as { seconds?: number };
  return seconds
    ? new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
    : undefined;
}

function fromTimestamp(time: unknown): unknown {
  return { seconds: Math.floor(Date.parse(String(time)) / 1000), nanos: 0 };
}

/** Go writes empty fields too; in JSON they are absent. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, withoutEmpty(item)] as const)
      .filter(
        ([, item]) =>
          item !== '' &&
          item !== undefined &&
          !(Array.isArray(item) && item.length === 0),
      ),
  );
}
