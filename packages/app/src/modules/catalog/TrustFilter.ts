import { parseEntityRef } from '@backstage/catalog-model';
import { EntityFilter } from '@backstage/plugin-catalog-react';
import { Answer } from '@portolan/plugin-supply-chain-common';

/** So many names an address of the catalog can hold. */
export const mostNames = 100;

/** No entity has this name: nothing is what nothing matches. */
const nobody = '-';

/** Entities of which something that runs has an answer. */
export class TrustFilter implements EntityFilter {
  constructor(
    readonly answer: Answer,
    /** Of those that have it. */
    readonly entityRefs: readonly string[],
  ) {}

  getCatalogFilters(): Record<string, string[]> {
    const names = this.entityRefs
      .slice(0, mostNames)
      .map(entityRef => parseEntityRef(entityRef).name);
    return { 'metadata.name': names.length > 0 ? names : [nobody] };
  }

  toQueryValue(): string {
    return this.answer;
  }
}
