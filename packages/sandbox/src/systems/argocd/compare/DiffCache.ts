import { IgnoreDifference } from '../objects/Application';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { diffResource, ResourceDiff } from './diffResource';
import { jsonEquals } from './json';

type Entry = {
  live: KubernetesObject;
  rules: readonly IgnoreDifference[] | undefined;
  diff: ResourceDiff;
};

/**
 * Remembers how a manifest compared with a live object, for as long as both
 * are the very same objects: an event about one of an Application's forty
 * objects costs one comparison, not forty.
 */
export class DiffCache {
  readonly #entries = new WeakMap<KubernetesObject, Entry>();

  readonly diff: typeof diffResource = options => {
    const { desired, live, ignoreDifferences: rules } = options;
    const known = this.#entries.get(desired);
    if (known && known.live === live && jsonEquals(known.rules, rules)) {
      return known.diff;
    }
    const diff = diffResource(options);
    this.#entries.set(desired, { live, rules, diff });
    return diff;
  };
}
