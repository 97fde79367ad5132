import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GroupVersionSchemas } from './GroupVersionSchemas';
import { JsonSchema } from './JsonSchema';
import { SchemaType } from './SchemaType';
import { Gvk, groupVersionPathOf } from './types';

const DIRECTORY = join(__dirname, 'openapi', 'documents');
const SUFFIX = '.json.gz';

export interface ServedDocument {
  body: Buffer;
  hash: string;
}

/** The API server's own OpenAPI v3 documents, each read when it is first needed. */
export class OpenApiDocuments {
  readonly #files: ReadonlyMap<string, string>;
  readonly #served = new Map<string, ServedDocument>();
  readonly #schemas = new Map<string, GroupVersionSchemas>();

  constructor() {
    this.#files = new Map(
      readdirSync(DIRECTORY)
        .filter(file => file.endsWith(SUFFIX))
        .map(file => [
          file.slice(0, -SUFFIX.length).replaceAll('__', '/'),
          join(DIRECTORY, file),
        ]),
    );
  }

  paths(): string[] {
    return [...this.#files.keys()];
  }

  serve(path: string): ServedDocument | undefined {
    const file = this.#files.get(path);
    if (!file) return undefined;
    let served = this.#served.get(path);
    if (!served) {
      served = toServedDocument(gunzipSync(readFileSync(file)));
      this.#served.set(path, served);
    }
    return served;
  }

  typeOf(gvk: Gvk): SchemaType | undefined {
    return this.#groupVersion(groupVersionPathOf(gvk))?.typeOf(gvk);
  }

  /** Schemas of a group version's document whose names start so, such as those of the metadata types. */
  definitions(path: string, prefix: string): Record<string, JsonSchema> {
    return this.#groupVersion(path)?.definitions(prefix) ?? {};
  }

  #groupVersion(path: string): GroupVersionSchemas | undefined {
    let schemas = this.#schemas.get(path);
    if (!schemas) {
      const served = this.serve(path);
      if (!served) return undefined;
      schemas = new GroupVersionSchemas(
        JSON.parse(served.body.toString('utf8')),
      );
      this.#schemas.set(path, schemas);
    }
    return schemas;
  }
}

export function toServedDocument(body: Buffer): ServedDocument {
  const hash = createHash('sha512').update(body).digest('hex').toUpperCase();
  return { body, hash };
}
