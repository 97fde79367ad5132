import { ServedResource } from '../discovery/ServedResource';
import { KubeObject } from '../schema/types';
import { ResourceContext, WriteOptions } from './ResourceContext';

/** A write that is about to happen; objects are in the version in which they are kept. */
export interface AdmissionRequest {
  type: ServedResource;
  subresource?: string;
  object: KubeObject;
  before?: KubeObject;
  write: WriteOptions;
}

/** Changes or refuses (throws a StatusError) what is about to be written. */
export interface AdmissionPlugin {
  create?(request: AdmissionRequest, context: ResourceContext): KubeObject;
  update?(request: AdmissionRequest, context: ResourceContext): KubeObject;
  /** `object` is what would be deleted. */
  delete?(request: AdmissionRequest, context: ResourceContext): void;
}

/** The plugins, in the order in which they see a request. */
export type Admission = readonly AdmissionPlugin[];

export function admit(
  context: ResourceContext,
  operation: 'create' | 'update',
  request: AdmissionRequest,
): KubeObject {
  return context.admission.reduce(
    (object, plugin) =>
      plugin[operation]?.({ ...request, object }, context) ?? object,
    request.object,
  );
}

export function admitDelete(
  context: ResourceContext,
  request: AdmissionRequest,
): void {
  context.admission.forEach(plugin => plugin.delete?.(request, context));
}
