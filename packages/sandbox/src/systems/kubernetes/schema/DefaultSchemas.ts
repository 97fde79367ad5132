import type { Schemas } from '.';
import { CustomResourceSchemas } from './CustomResourceSchemas';
import { setBuiltInDefaults } from './defaults';
import { fillAsGo, readAsGo } from './goShape';
import { isMap, JsonMap } from './json';
import { OpenApiDocuments } from './OpenApiDocuments';
import { SchemaType } from './SchemaType';
import { defaultStructural, pruneStructural } from './structural';
import { findTypeError } from './typeErrors';
import { Cause, Gvk, KubeObject } from './types';
import { findUnknownFields } from './unknownFields';
import { validateBuiltIn } from './validation';
import { validateCustomResource } from './validation/customResource';

/** Built-in kinds out of the API server's own documents, custom ones out of their definitions. */
export class DefaultSchemas implements Schemas {
  readonly #builtIn: OpenApiDocuments;
  readonly #custom: CustomResourceSchemas;

  constructor(options: {
    builtIn: OpenApiDocuments;
    custom: CustomResourceSchemas;
  }) {
    this.#builtIn = options.builtIn;
    this.#custom = options.custom;
  }

  openApiDocument(path: string): { body: Buffer; hash: string } | undefined {
    return this.#builtIn.serve(path) ?? this.#custom.serve(path);
  }

  openApiPaths(): string[] {
    return [...this.#builtIn.paths(), ...this.#custom.paths()].sort();
  }

  register(definition: KubeObject): void {
    this.#custom.register(definition);
  }

  unregister(name: string): void {
    this.#custom.unregister(name);
  }

  typeOf(gvk: Gvk): SchemaType | undefined {
    return this.#builtIn.typeOf(gvk) ?? this.#custom.typeOf(gvk);
  }

  hasStatusSubresource(gvk: Gvk): boolean {
    const builtIn = this.#builtIn.typeOf(gvk);
    return builtIn
      ? builtIn.field('status') !== undefined
      : this.#custom.hasStatusSubresource(gvk);
  }

  emptyObject(gvk: Gvk): object {
    const builtIn = this.#builtIn.typeOf(gvk);
    return builtIn ? (fillAsGo(builtIn, {}) as JsonMap) : {};
  }

  typeError(gvk: Gvk, object: KubeObject): string | undefined {
    const builtIn = this.#builtIn.typeOf(gvk);
    if (builtIn) return findTypeError(builtIn, gvk.kind, object);
    // Of a custom resource only the metadata is decoded; the rest is validated.
    const metadata = this.#custom.typeOf(gvk)?.field('metadata');
    return metadata && findTypeError(metadata, 'ObjectMeta', object.metadata);
  }

  unknownFields(gvk: Gvk, object: KubeObject): string[] {
    const type = this.typeOf(gvk);
    if (!type) return [];
    return findUnknownFields(type, object).map(
      path => `unknown field "${path}"`,
    );
  }

  prune(gvk: Gvk, object: KubeObject): KubeObject {
    const builtIn = this.#builtIn.typeOf(gvk);
    if (builtIn) {
      return withMetadata(object, readAsGo(builtIn, object) as JsonMap);
    }
    const custom = this.#custom.typeOf(gvk);
    const metadata = custom?.field('metadata');
    if (!custom || !metadata) return object;
    return {
      ...(pruneStructural(custom, object) as KubeObject),
      metadata: readAsGo(metadata, object.metadata) as KubeObject['metadata'],
    };
  }

  applyDefaults(gvk: Gvk, object: KubeObject): KubeObject {
    const builtIn = this.#builtIn.typeOf(gvk);
    if (builtIn) {
      const filled = fillAsGo(builtIn, structuredClone(object)) as JsonMap;
      setBuiltInDefaults(gvk, filled);
      return withMetadata(object, filled);
    }
    const custom = this.#custom.typeOf(gvk);
    if (!custom) return object;
    const { metadata, ...rest } = structuredClone(object);
    return { ...(defaultStructural(custom, rest) as KubeObject), metadata };
  }

  validate(gvk: Gvk, object: KubeObject, before?: KubeObject): Cause[] {
    const builtIn = this.#builtIn.typeOf(gvk);
    if (builtIn) return validateBuiltIn({ gvk, object, before });
    const custom = this.#custom.typeOf(gvk);
    return custom
      ? validateCustomResource({ type: custom, object, before })
      : [];
  }
}

/** Reading as Go never loses the fields that make an object one. */
function withMetadata(object: KubeObject, read: JsonMap): KubeObject {
  return {
    ...read,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: isMap(read.metadata) ? read.metadata : {},
  };
}
