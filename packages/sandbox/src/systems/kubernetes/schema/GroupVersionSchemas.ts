import { JsonSchema, OpenApiDocument } from './JsonSchema';
import { SchemaType } from './SchemaType';
import { Gvk } from './types';

/** The named schemas of one document, and the kinds that they describe. */
export class GroupVersionSchemas {
  readonly #definitions: Record<string, JsonSchema>;
  readonly #byKind = new Map<string, JsonSchema>();

  constructor(document: OpenApiDocument) {
    this.#definitions = document.components?.schemas ?? {};
    for (const [name, schema] of Object.entries(this.#definitions)) {
      for (const gvk of schema['x-kubernetes-group-version-kind'] ?? []) {
        // A reference, so that the type knows its own name.
        const reference = { $ref: `#/components/schemas/${name}` };
        this.#byKind.set(`${gvk.group}/${gvk.version}/${gvk.kind}`, reference);
      }
    }
  }

  definitions(prefix: string): Record<string, JsonSchema> {
    return Object.fromEntries(
      Object.entries(this.#definitions).filter(([name]) =>
        name.startsWith(prefix),
      ),
    );
  }

  typeOf(gvk: Gvk): SchemaType | undefined {
    const schema = this.#byKind.get(`${gvk.group}/${gvk.version}/${gvk.kind}`);
    return (
      schema && SchemaType.of(schema, reference => this.#definitions[reference])
    );
  }
}
