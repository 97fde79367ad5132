import {
  BreadcrumbEntry,
  PageLayoutProps,
  useBreadcrumbEntries,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { useResolvedPath } from 'react-router-dom';
import { PageTabs } from './PageTabs';

/**
 * The frame of every page: as the stock one, with tabs that are what they are,
 * links to other pages. The stock tabs announce panels that do not exist.
 */
export const PageLayout = (props: PageLayoutProps) => {
  const { title, icon, noHeader, titleLink, headerActions, tabs, children } =
    props;
  const basePath = useResolvedPath('.').pathname.replace(/\/$/, '');
  const { items: breadcrumbs } = useBreadcrumbEntries();

  if (noHeader) {
    return <>{children}</>;
  }
  const page = (
    <>
      <PluginHeader
        title={title}
        icon={icon}
        titleLink={titleLink}
        breadcrumbs={breadcrumbs}
        customActions={headerActions}
      />
      {tabs && tabs.length > 0 && <PageTabs tabs={tabs} basePath={basePath} />}
      {children}
    </>
  );
  return title ? (
    <BreadcrumbEntry
      entry={{ label: title, href: titleLink ?? (basePath || '/') }}
    >
      {page}
    </BreadcrumbEntry>
  ) : (
    page
  );
};
