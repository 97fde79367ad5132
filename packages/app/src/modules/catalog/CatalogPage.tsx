import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  CatalogTable,
  CatalogTableColumnsFunc,
} from '@backstage/plugin-catalog';
import {
  CatalogFilterLayout,
  EntityListPagination,
  EntityListProvider,
} from '@backstage/plugin-catalog-react';
import { ButtonLink, Container, Header } from '@backstage/ui';
import { ReactNode } from 'react';
import { PageTrust } from './PageTrust';
import { TrustCell } from './TrustCell';

/** Columns that say the same in every row here, and take the place of those that don't. */
const hiddenColumns = new Set([
  'entity.metadata.tags',
  'entity.spec.lifecycle',
]);

/** Only components run. */
const trustColumn: ReturnType<CatalogTableColumnsFunc>[number] = {
  title: 'Trust',
  field: 'trust',
  sorting: false,
  width: 'auto',
  render: ({ entity }) => <TrustCell entity={entity} />,
};

const columns: CatalogTableColumnsFunc = context => {
  const stock = CatalogTable.defaultColumnsFunc(context).filter(
    ({ field }) => !field || !hiddenColumns.has(field),
  );
  if (context.filters.kind?.value !== 'component') return stock;
  // Before its name there is one for the search that is not shown.
  const afterName = stock.findIndex(({ hidden }) => !hidden) + 1;
  return [...stock.slice(0, afterName), trustColumn, ...stock.slice(afterName)];
};

/**
 * The stock catalog page, of its own parts, with two differences: other
 * columns, and none that can be dragged, because a drag handle inside a sort
 * button can't be told apart from it by keyboard or by ear.
 */
export const CatalogPage = (props: {
  pagination: EntityListPagination;
  filters: ReactNode;
}) => {
  const organization =
    useApi(configApiRef).getOptionalString('organization.name');
  return (
    <EntityListProvider pagination={props.pagination}>
      <Header
        title={organization ? `${organization} catalog` : 'Catalog'}
        customActions={
          <ButtonLink variant="primary" href="/create">
            Create
          </ButtonLink>
        }
      />
      <Container>
        <CatalogFilterLayout>
          <CatalogFilterLayout.Filters>
            {props.filters}
          </CatalogFilterLayout.Filters>
          <CatalogFilterLayout.Content>
            <PageTrust>
              <CatalogTable
                columns={columns}
                tableOptions={{ draggable: false }}
              />
            </PageTrust>
          </CatalogFilterLayout.Content>
        </CatalogFilterLayout>
      </Container>
    </EntityListProvider>
  );
};
