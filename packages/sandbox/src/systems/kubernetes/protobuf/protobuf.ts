import { join } from 'node:path';
import protobuf, { Root, Type } from 'protobufjs';
import { fromWire, toWire } from './wireFields';

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
  const { typeMeta, raw } = messageType('Unknown')!.decode(
    bytes.subarray(magic.length),
  ) as unknown as {
    typeMeta: { apiVersion: string; kind: string };
    raw: Uint8Array;
  };
  const { apiVersion, kind } = typeMeta;
  const type = messageType(kind);
  if (!type) throw new Error(`${kind} cannot be read as protobuf here`);
  const fields = type.toObject(type.decode(raw), { longs: Number });
  return { apiVersion, kind, ...fromWire(fields) };
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

/** With the messages that Go writes even when there is nothing in them. */
function complete(
  type: Type,
  value: Record<string, unknown>,
): Record<string, unknown> {
  const completed = { ...value };
  for (const field of type.fieldsArray) {
    const { name, resolvedType } = field.resolve();
    const inner = completed[name];
    if (resolvedType instanceof Type && !field.repeated && !field.map) {
      if (field.required || inner !== undefined) {
        completed[name] = complete(
          resolvedType,
          (inner ?? {}) as Record<string, unknown>,
        );
      }
    }
  }
  return completed;
}

function messageType(name: string): Type | undefined {
  root ??= protobuf.loadSync(join(__dirname, 'reviews.proto'));
  const found = root.get(name);
  return found instanceof Type ? found : undefined;
}
