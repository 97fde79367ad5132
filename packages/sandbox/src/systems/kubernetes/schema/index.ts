import { builtInDocuments } from './builtInDocuments';
import { CustomResourceSchemas } from './CustomResourceSchemas';
import { DefaultSchemas } from './DefaultSchemas';
import { SchemaType } from './SchemaType';
import { Cause, Gvk, KubeObject } from './types';

export type {
  Cause,
  Gvk,
  KubeObject,
  ManagedFieldsEntry,
  ObjectMeta,
  OwnerReference,
} from './types';
export { apiVersionOf, groupVersionPathOf, gvkOf } from './types';

/** What the API server knows of the kinds it serves: built-in ones and those defined at run time. */
export interface Schemas {
  /** The OpenAPI v3 document of a path of the index, such as `apis/apps/v1`, as JSON. */
  openApiDocument(path: string): { body: Buffer; hash: string } | undefined;
  openApiPaths(): string[];

  /** Serves the kinds of a CustomResourceDefinition; again with every change of it. */
  register(definition: KubeObject): void;
  /** `name`: of the definition, `widgets.example.dev`. */
  unregister(name: string): void;

  /** Whether the status is written through `/status` only. */
  hasStatusSubresource(gvk: Gvk): boolean;
  /** What Go's zero value of a built-in kind looks like; of a custom one, nothing. */
  emptyObject(gvk: Gvk): object;

  /** The type of a kind; `undefined` when the kind is not known. */
  typeOf(gvk: Gvk): SchemaType | undefined;

  /** What Go's decoder says of the first field of a built-in kind whose JSON type is wrong. */
  typeError(gvk: Gvk, object: KubeObject): string | undefined;
  /** `unknown field "spec.colour"` for each field that the kind does not have. */
  unknownFields(gvk: Gvk, object: KubeObject): string[];
  /** The object without unknown fields, and for built-in kinds without what counts as not set. */
  prune(gvk: Gvk, object: KubeObject): KubeObject;
  /** The object with everything that the API server fills in. */
  applyDefaults(gvk: Gvk, object: KubeObject): KubeObject;
  /** What is wrong with an object that is to be created, or to replace `before`. */
  validate(gvk: Gvk, object: KubeObject, before?: KubeObject): Cause[];
}

export function createSchemas(): Schemas {
  const builtIn = builtInDocuments();
  const custom = new CustomResourceSchemas(() =>
    builtIn.definitions('api/v1', 'io.k8s.apimachinery.pkg.'),
  );
  return new DefaultSchemas({ builtIn, custom });
}
