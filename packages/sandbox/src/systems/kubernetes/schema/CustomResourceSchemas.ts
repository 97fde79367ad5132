import { JsonSchema } from './JsonSchema';
import { GroupVersionSchemas } from './GroupVersionSchemas';
import { ServedDocument, toServedDocument } from './OpenApiDocuments';
import { SchemaType } from './SchemaType';
import { buildCustomResourceDocument } from './customResourceDocument';
import {
  CustomResourceDefinition,
  toCustomResourceDefinition,
} from './customResourceDefinition';
import { Gvk, groupVersionPathOf, KubeObject } from './types';

interface GroupVersion {
  readonly served: ServedDocument;
  readonly schemas: GroupVersionSchemas;
}

/** OpenAPI documents and types of the custom resources that are defined at present. */
export class CustomResourceSchemas {
  readonly #definitions = new Map<string, CustomResourceDefinition>();
  readonly #groupVersions = new Map<string, GroupVersion>();
  readonly #metaSchemas: () => Record<string, JsonSchema>;

  /** `metaSchemas`: ObjectMeta and what it refers to, for the documents. */
  constructor(metaSchemas: () => Record<string, JsonSchema>) {
    this.#metaSchemas = metaSchemas;
  }

  register(object: KubeObject): void {
    this.#definitions.set(
      object.metadata.name ?? '',
      toCustomResourceDefinition(object),
    );
    this.#groupVersions.clear();
  }

  unregister(name: string): void {
    this.#definitions.delete(name);
    this.#groupVersions.clear();
  }

  paths(): string[] {
    const paths = [...this.#definitions.values()].flatMap(({ spec }) =>
      spec.versions
        .filter(version => version.served)
        .map(version =>
          groupVersionPathOf({ group: spec.group, version: version.name }),
        ),
    );
    return [...new Set(paths)];
  }

  serve(path: string): ServedDocument | undefined {
    return this.#groupVersion(path)?.served;
  }

  typeOf(gvk: Gvk): SchemaType | undefined {
    return this.#groupVersion(groupVersionPathOf(gvk))?.schemas.typeOf(gvk);
  }

  hasStatusSubresource(gvk: Gvk): boolean {
    return [...this.#definitions.values()].some(
      ({ spec }) =>
        spec.group === gvk.group &&
        spec.names.kind === gvk.kind &&
        spec.versions.some(
          version =>
            version.name === gvk.version && version.subresources?.status,
        ),
    );
  }

  #groupVersion(path: string): GroupVersion | undefined {
    const known = this.#groupVersions.get(path);
    if (known) return known;
    const [, group, version] = path.split('/');
    const definitions = [...this.#definitions.values()].filter(
      ({ spec }) =>
        spec.group === group && spec.versions.some(one => one.name === version),
    );
    if (definitions.length === 0) return undefined;
    const document = buildCustomResourceDocument({
      group,
      version,
      definitions,
      metaSchemas: this.#metaSchemas(),
    });
    const made = {
      served: toServedDocument(Buffer.from(JSON.stringify(document))),
      schemas: new GroupVersionSchemas(document),
    };
    this.#groupVersions.set(path, made);
    return made;
  }
}
