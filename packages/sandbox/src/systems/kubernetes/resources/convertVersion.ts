import { ServedResource, groupVersionOf } from '../discovery/ServedResource';
import { KubeObject, apiVersionOf } from '../schema/types';
import { toCoreEvent, toEventsEvent } from './conversions/event';
import {
  toAutoscalingV1,
  toAutoscalingV2,
} from './conversions/horizontalPodAutoscaler';

/*
 * Objects are kept in one version and served in several. Versions of custom
 * resources differ in nothing but their name (strategy None).
 */

type Conversion = {
  toStored: (object: KubeObject) => KubeObject;
  toServed: (object: KubeObject) => KubeObject;
};

const conversions: Record<string, Conversion> = {
  'events.k8s.io/v1/Event': { toStored: toCoreEvent, toServed: toEventsEvent },
  'autoscaling/v1/HorizontalPodAutoscaler': {
    toStored: toAutoscalingV2,
    toServed: toAutoscalingV1,
  },
};

function conversionOf(type: ServedResource): Conversion | undefined {
  return conversions[`${type.group}/${type.version}/${type.kind}`];
}

/** From the version of the request to the one that is kept. */
export function toStoredVersion(
  type: ServedResource,
  object: KubeObject,
): KubeObject {
  const apiVersion = apiVersionOf(type.storage);
  if (object.apiVersion === apiVersion) return object;
  return { ...(conversionOf(type)?.toStored(object) ?? object), apiVersion };
}

/** From the version that is kept to the one of the request. */
export function toServedVersion(
  type: ServedResource,
  object: KubeObject,
): KubeObject {
  const apiVersion = groupVersionOf(type);
  if (object.apiVersion === apiVersion) return object;
  return { ...(conversionOf(type)?.toServed(object) ?? object), apiVersion };
}
