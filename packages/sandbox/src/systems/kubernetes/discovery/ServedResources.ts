import { Gvk, KubeObject } from '../schema/types';
import { ServedResource, groupVersionOf } from './ServedResource';
import { builtInGroups, builtInResources } from './builtInResources';
import { compareVersions } from './compareVersions';
import { customResources } from './customResources';

/** An API group with its versions, the preferred one first. */
export interface ServedGroup {
  name: string;
  versions: readonly string[];
}

/** All that the server serves at this moment; changes as definitions come and go. */
export class ServedResources {
  readonly #builtIn = builtInResources();
  readonly #custom = new Map<string, ServedResource[]>();
  #byPath = new Map<string, ServedResource>();
  #byKind = new Map<string, ServedResource>();
  #revision = 0;

  constructor() {
    this.#index();
  }

  /** Grows with every change, so that documents about it can be kept until then. */
  get revision(): number {
    return this.#revision;
  }

  find(
    group: string,
    version: string,
    resource: string,
  ): ServedResource | undefined {
    return this.#byPath.get(`${group}/${version}/${resource}`);
  }

  findByKind(gvk: Gvk): ServedResource | undefined {
    return this.#byKind.get(`${gvk.group}/${gvk.version}/${gvk.kind}`);
  }

  all(): ServedResource[] {
    return [...this.#byPath.values()];
  }

  /** Each kept resource once, in the version in which it is kept. */
  stored(): ServedResource[] {
    return this.all().filter(
      type =>
        type.verbs.includes('get') &&
        type.storage.group === type.group &&
        type.storage.version === type.version,
    );
  }

  ofGroupVersion(group: string, version: string): ServedResource[] {
    return this.all().filter(
      type => type.group === group && type.version === version,
    );
  }

  isBuiltIn(group: string, version: string): boolean {
    return this.#builtIn.some(
      type => type.group === group && type.version === version,
    );
  }

  /** The groups besides the core group, in the order of `/apis`. */
  groups(): ServedGroup[] {
    const custom = new Map<string, Set<string>>();
    for (const type of [...this.#custom.values()].flat()) {
      const versions = custom.get(type.group) ?? new Set<string>();
      custom.set(type.group, versions.add(type.version));
    }
    return [
      ...builtInGroups,
      ...[...custom.keys()].sort().map(name => ({
        name,
        versions: [...custom.get(name)!].sort(compareVersions),
      })),
    ];
  }

  /** All served group versions, `v1` first. */
  groupVersions(): string[] {
    return [
      'v1',
      ...this.groups().flatMap(({ name, versions }) =>
        versions.map(version => groupVersionOf({ group: name, version })),
      ),
    ];
  }

  /** Serves a definition, in its newest form. */
  define(definition: KubeObject): void {
    this.#custom.set(definition.metadata.name!, customResources(definition));
    this.#index();
  }

  undefine(name: string): void {
    if (this.#custom.delete(name)) this.#index();
  }

  #index(): void {
    const all = [...this.#builtIn, ...[...this.#custom.values()].flat()];
    this.#byPath = new Map(
      all.map(type => [`${type.group}/${type.version}/${type.resource}`, type]),
    );
    this.#byKind = new Map(
      all
        .filter(type => type.verbs.includes('get'))
        .map(type => [`${type.group}/${type.version}/${type.kind}`, type]),
    );
    this.#revision += 1;
  }
}
