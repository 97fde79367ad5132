import {
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { CatalogFilterBlueprint } from '@backstage/plugin-catalog-react/alpha';

export const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    CatalogFilterBlueprint.make({
      name: 'trust',
      params: {
        loader: () =>
          import('./TrustPicker').then(({ TrustPicker }) => <TrustPicker />),
      },
    }),
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
