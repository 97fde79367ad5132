import {
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';

export const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    catalogPlugin.getExtension('page:catalog').override({
      factory: (originalFactory, { config, inputs }) =>
        originalFactory({
          params: {
            loader: () =>
              import('./CatalogPage').then(({ CatalogPage }) => (
                <CatalogPage
                  pagination={config.pagination}
                  filters={inputs.filters.map(filter =>
                    filter.get(coreExtensionData.reactElement),
                  )}
                />
              )),
          },
        }),
    }),
  ],
});
