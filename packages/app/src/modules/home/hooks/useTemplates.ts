import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

const limit = 5;

/** The templates that Create offers, and how many there are. */
export function useTemplates() {
  const catalogApi = useApi(catalogApiRef);
  return useAsyncRetry(async () => {
    const { items, totalItems } = await catalogApi.queryEntities({
      filter: { kind: 'template' },
      fields: [
        'kind',
        'metadata.namespace',
        'metadata.name',
        'metadata.title',
        'metadata.description',
      ],
      orderFields: [{ field: 'metadata.title', order: 'asc' }],
      limit,
    });
    return { templates: items, totalItems };
  }, [catalogApi]);
}
