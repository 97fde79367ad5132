import { Express } from 'express';
import { htmlPage } from '../../../http/html';
import { argocdNamespace } from '../controller/ApplicationStore';
import { ArgoCdContext } from '../server/ArgoCdContext';
import { withResourceHealth } from '../server/toApiApplication';
import { applicationPage } from './applicationPage';
import { applicationsPage } from './applicationsPage';

const system = 'Argo CD';

/** What people see who open a link to Argo CD. */
export function addPages(server: Express, context: ArgoCdContext): void {
  const { store, clusters } = context;
  server.get('/', (_, res) => res.redirect('/applications'));
  server.get('/applications', (_, res) => {
    res.type('html').send(
      htmlPage({
        title: 'Applications',
        system,
        body: applicationsPage(store.list()),
      }),
    );
  });
  server.get(
    ['/applications/:namespace/:name', '/applications/:name'],
    (req, res) => {
      const { namespace = argocdNamespace, name } = req.params;
      const application =
        namespace === argocdNamespace ? store.get(name) : undefined;
      if (!application) {
        res
          .status(404)
          .type('html')
          .send(
            htmlPage({
              title: 'No such Application',
              system,
              body: applicationsPage(store.list()),
            }),
          );
        return;
      }
      res.type('html').send(
        htmlPage({
          title: name,
          system,
          body: applicationPage(withResourceHealth(application, clusters)),
        }),
      );
    },
  );
}
