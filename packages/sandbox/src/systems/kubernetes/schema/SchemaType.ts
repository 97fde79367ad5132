import { goTypes } from './goTypes';
import { JsonSchema } from './JsonSchema';

export type SchemaKind =
  | 'struct'
  | 'map'
  | 'list'
  | 'scalar'
  | 'quantity'
  | 'intOrString'
  /** Free-form JSON: nothing is known of what is inside. */
  | 'any';

/** Finds a named schema of the same document. */
export type ResolveReference = (name: string) => JsonSchema | undefined;

const REFERENCE_PREFIX = '#/components/schemas/';
const QUANTITY = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const INT_OR_STRING = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';
const anything: JsonSchema = {};
const cache = new WeakMap<JsonSchema, SchemaType>();

/**
 * One schema with its reference followed: what may stand at a place of an
 * object, and how that place is merged, patched, owned and defaulted.
 *
 * Children are resolved when they are asked for, since schemas are recursive
 * and most of a document is never looked at.
 */
export class SchemaType {
  /** The referenced name, for example `io.k8s.api.apps.v1.DeploymentSpec`. */
  readonly name: string | undefined;
  readonly kind: SchemaKind;
  /** The property's own keys over those of the schema that it refers to. */
  readonly schema: JsonSchema;
  readonly #resolve: ResolveReference;

  static of(schema: JsonSchema, resolve: ResolveReference): SchemaType {
    const known = cache.get(schema);
    if (known) return known;
    const type = new SchemaType(schema, resolve);
    cache.set(schema, type);
    return type;
  }

  private constructor(schema: JsonSchema, resolve: ResolveReference) {
    const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
    this.#resolve = resolve;
    this.name = reference?.slice(REFERENCE_PREFIX.length);
    this.schema =
      this.name === undefined ? schema : { ...resolve(this.name), ...schema };
    this.kind = this.#kindOf();
  }

  #kindOf(): SchemaKind {
    const { schema } = this;
    if (this.name === QUANTITY) return 'quantity';
    if (this.name === INT_OR_STRING || schema['x-kubernetes-int-or-string']) {
      return 'intOrString';
    }
    if (schema.properties || schema['x-kubernetes-embedded-resource']) {
      return 'struct';
    }
    if (schema.type === 'array') return 'list';
    if (schema.additionalProperties) return 'map';
    if (schema['x-kubernetes-preserve-unknown-fields']) return 'any';
    switch (schema.type) {
      case 'string':
      case 'integer':
      case 'number':
      case 'boolean':
        return 'scalar';
      case 'object':
        // A structural schema without properties is an empty struct; a built-in one is raw JSON.
        return schema.type === 'object' && this.name === undefined
          ? 'struct'
          : 'any';
      default:
        return 'any';
    }
  }

  fieldNames(): string[] {
    return Object.keys(this.schema.properties ?? {});
  }

  /** The declared field of a struct; `undefined` for keys that the schema does not name. */
  field(key: string): SchemaType | undefined {
    const { properties } = this.schema;
    if (!properties || !Object.hasOwn(properties, key)) return undefined;
    return SchemaType.of(properties[key], this.#resolve);
  }

  /** Type of a map's values or of a list's items. */
  get element(): SchemaType {
    const { items, additionalProperties } = this.schema;
    const element =
      items ??
      (typeof additionalProperties === 'object'
        ? additionalProperties
        : anything);
    return SchemaType.of(element, this.#resolve);
  }

  /** The type of a field that the schema does not name but keeps. */
  get unknownField(): SchemaType {
    return SchemaType.of(anything, this.#resolve);
  }

  /** What stands under a key: a struct's field, or a map's value. */
  at(key: string): SchemaType | undefined {
    return this.kind === 'map' || this.kind === 'any'
      ? this.element
      : this.field(key);
  }

  /** The type that one branch of `anyOf` and its like describes. */
  alternative(schema: JsonSchema): SchemaType {
    return SchemaType.of(schema, this.#resolve);
  }

  /** True where keys that the schema does not name are kept. */
  get keepsUnknownFields(): boolean {
    return (
      this.kind === 'any' ||
      this.schema['x-kubernetes-preserve-unknown-fields'] === true
    );
  }

  /** One owner for the whole value, as a list without keys or a label selector has. */
  get atomic(): boolean {
    return this.kind === 'list'
      ? this.listType === 'atomic'
      : this.schema['x-kubernetes-map-type'] === 'atomic';
  }

  get listType(): 'atomic' | 'set' | 'map' {
    return this.schema['x-kubernetes-list-type'] ?? 'atomic';
  }

  get listKeys(): readonly string[] {
    return this.schema['x-kubernetes-list-map-keys'] ?? [];
  }

  get patchMergeKey(): string | undefined {
    return this.schema['x-kubernetes-patch-merge-key'];
  }

  get patchStrategies(): readonly string[] {
    return this.schema['x-kubernetes-patch-strategy']?.split(',') ?? [];
  }

  get default(): unknown {
    return this.schema.default;
  }

  /** Scalar fields that Go leaves out when they are zero. */
  get dropsZero(): ReadonlySet<string> {
    return goTypes(this.name).dropZero;
  }

  /** Fields that Go writes as `null` when they are not set. */
  get writesNull(): ReadonlySet<string> {
    return goTypes(this.name).writeNull;
  }
}
