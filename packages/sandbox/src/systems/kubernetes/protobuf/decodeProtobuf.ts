import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Field, MapField, Root, Type } from 'protobufjs';
import { Schemas } from '../schema';
import { SchemaType } from '../schema/SchemaType';
import { Gvk, gvkOf } from '../schema/types';
import { magic } from './encodeProtobuf';
import { wellKnown } from './wellKnown';

type Json = Record<string, unknown>;

let root: Root | undefined;

/**
 * The JSON of an object that a client sent as protobuf, as clients that are
 * generated from Go types do. Throws for what is no object of a built-in kind.
 */
export function decodeProtobuf(schemas: Schemas, bytes: Buffer): Json {
  if (!bytes.subarray(0, magic.length).equals(magic)) {
    throw new Error('provided data does not appear to be a protobuf message');
  }
  const { typeMeta, raw } = messages()
    .lookupType('k8s.io.apimachinery.pkg.runtime.Unknown')
    .decode(bytes.subarray(magic.length)) as unknown as {
    typeMeta: { apiVersion: string; kind: string };
    raw: Uint8Array;
  };
  const gvk = gvkOf(typeMeta);
  const type = messageOf(gvk);
  if (!type) throw new Error(`no protobuf message is known for ${gvk.kind}`);
  const fields = readMessage(type, type.decode(raw), schemas.typeOf(gvk));
  return { ...typeMeta, ...fields };
}

function messages(): Root {
  root ??= Root.fromJSON(
    JSON.parse(
      gunzipSync(
        readFileSync(join(__dirname, 'data', 'messages.json.gz')),
      ).toString(),
    ),
  );
  return root;
}

/** `apps/v1 Deployment` is `k8s.io.api.apps.v1.Deployment`; what all groups share is in apimachinery. */
function messageOf({ group, version, kind }: Gvk): Type | undefined {
  const folder = (group || 'core').split('.')[0];
  const found =
    messages().lookup(`k8s.io.api.${folder}.${version}.${kind}`) ??
    messages().lookup(`k8s.io.apimachinery.pkg.apis.meta.v1.${kind}`);
  return found instanceof Type ? found : undefined;
}

/** The fields that were sent; a message that JSON does not name stands among the fields of its holder. */
function readMessage(type: Type, message: object, schema?: SchemaType): Json {
  const result: Json = {};
  for (const field of type.fieldsArray) {
    const { name } = field;
    if (Object.hasOwn(message, name)) {
      const value = (message as Json)[name];
      const place = schema?.field(name);
      const isInline = schema?.kind === 'struct' && !place && isMessage(field);
      if (isInline) Object.assign(result, readValue(field, value, schema));
      else result[name] = readValue(field, value, place);
    }
  }
  return result;
}

function isMessage(field: Field): boolean {
  return field.resolve().resolvedType instanceof Type && !field.repeated;
}

function readValue(field: Field, value: unknown, schema?: SchemaType): unknown {
  const { resolvedType } = field.resolve();
  const readOne = (one: unknown, place?: SchemaType) =>
    resolvedType instanceof Type
      ? readTyped(resolvedType, one as object, place)
      : readScalar(one);
  if (field instanceof MapField) {
    return Object.fromEntries(
      Object.entries(value as Json).map(([key, one]) => [
        key,
        readOne(one, schema?.element),
      ]),
    );
  }
  return field.repeated
    ? (value as unknown[]).map(one => readOne(one, schema?.element))
    : readOne(value, schema);
}

function readTyped(type: Type, message: object, schema?: SchemaType): unknown {
  const read = wellKnown[type.fullName.slice(1)];
  return read ? read(message) : readMessage(type, message, schema);
}

/** Bytes are base64 in JSON, and 64-bit numbers are numbers. */
function readScalar(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString('base64');
  }
  return typeof value === 'object' && value !== null ? Number(value) : value;
}
