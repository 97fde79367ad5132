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

/** Columns that say the same in every row here, and take the place of those that don't. */
const hiddenColumns = new Set([
  'entity.metadata.tags',
  'entity.spec.lifecycle',
]);

const columns: CatalogTableColumnsFunc = context =>
  CatalogTable.defaultColumnsFunc(context).filter(
    ({ field }) => !field || !hiddenColumns.has(field),
  );

/**
 * The stock catalog page, of its own parts, with two differences: fewer
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
            <CatalogTable
              columns={columns}
              tableOptions={{ draggable: false }}
            />
          </CatalogFilterLayout.Content>
        </CatalogFilterLayout>
      </Container>
    </EntityListProvider>
  );
};
