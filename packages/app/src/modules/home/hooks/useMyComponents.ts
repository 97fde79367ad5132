import { Entity } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

/** More than anyone looks at on a first page; the catalog lists the rest. */
const limit = 200;

/** The components that the person, or a group that the person is in, owns. */
export function useMyComponents() {
  const catalogApi = useApi(catalogApiRef);
  const identityApi = useApi(identityApiRef);
  return useAsyncRetry(async (): Promise<{
    components: Entity[];
    owners: string[];
  }> => {
    const { ownershipEntityRefs: owners } =
      await identityApi.getBackstageIdentity();
    const { items: components } = await catalogApi.queryEntities({
      filter: { kind: 'component', 'relations.ownedBy': owners },
      fields: [
        'kind',
        'metadata.namespace',
        'metadata.name',
        'metadata.title',
        'metadata.annotations',
        'spec.system',
      ],
      orderFields: [{ field: 'metadata.name', order: 'asc' }],
      limit,
    });
    return { components, owners };
  }, [catalogApi, identityApi]);
}
