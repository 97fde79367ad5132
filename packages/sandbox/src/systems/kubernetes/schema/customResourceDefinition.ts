import { JsonSchema } from './JsonSchema';
import { KubeObject } from './types';

/** The parts of a CustomResourceDefinition that shape its resources. */
export interface CustomResourceDefinition extends KubeObject {
  spec: {
    group: string;
    scope: 'Namespaced' | 'Cluster';
    names: { plural: string; kind: string; listKind?: string };
    versions: CustomResourceVersion[];
  };
}

export interface CustomResourceVersion {
  name: string;
  served: boolean;
  storage: boolean;
  schema?: { openAPIV3Schema?: JsonSchema };
  subresources?: { status?: object; scale?: object };
  additionalPrinterColumns?: PrinterColumn[];
}

export interface PrinterColumn {
  name: string;
  type: string;
  jsonPath: string;
  format?: string;
  description?: string;
  priority?: number;
}

/** The API server validates a definition before it registers it, so its shape is known. */
export function toCustomResourceDefinition(
  object: KubeObject,
): CustomResourceDefinition {
  return object as CustomResourceDefinition;
}
