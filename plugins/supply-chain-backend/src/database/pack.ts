import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { gunzip, gzip } from 'node:zlib';

const zip = promisify(gzip);
const unzip = promisify(gunzip);
/** Bytes that something may unpack to: only this plugin writes what is read here, and a mistake should not take the process. */
const maxOutputLength = 256 * 1024 * 1024;

export async function packJson(value: unknown): Promise<Buffer> {
  return zip(JSON.stringify(value));
}

export async function unpackJson<T>(packed: Uint8Array): Promise<T> {
  return JSON.parse((await unzip(packed, { maxOutputLength })).toString());
}

/** As `packJson`, with dates and undefined kept. */
export async function packStructure(value: unknown): Promise<Buffer> {
  return zip(serialize(value));
}

export async function unpackStructure<T>(packed: Uint8Array): Promise<T> {
  return deserialize(await unzip(packed, { maxOutputLength }));
}
