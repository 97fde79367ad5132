import { Request, Response, Router } from 'express';
import { html, htmlPage } from '../../../http/html';
import { RegistryContext } from '../RegistryContext';

/** For a person who opens a link: what is here, in words. */
export function pagesRouter(context: RegistryContext, host: string): Router {
  const router = Router();
  router.get('/', (_req, res) => sendRepositories(res, context, host));
  router.get('/r/*', (req, res) => sendRepository(req, res, context, host));
  return router;
}

function sendRepositories(
  res: Response,
  { repositories }: RegistryContext,
  host: string,
): void {
  const rows = repositories.names().map(name => {
    const [newest] = repositories.manifests(name).reverse();
    return html`<tr>
      <td><a href="/r/${name}">${name}</a></td>
      <td>${repositories.tags(name).length}</td>
      <td>${newest ? newest.pushedAt : '–'}</td>
    </tr>`;
  });
  res.type('html').send(
    htmlPage({
      title: 'Repositories',
      system: 'Registry',
      body: rows.length
        ? html`<p>Images at <code>${host}</code>.</p>
            <table>
              <thead>
                <tr>
                  <th>Repository</th>
                  <th>Tags</th>
                  <th>Last push</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>`
        : html`<p>Nothing has been pushed to <code>${host}</code> yet.</p>`,
    }),
  );
}

function sendRepository(
  req: Request,
  res: Response,
  { repositories }: RegistryContext,
  host: string,
): void {
  const name = req.params[0];
  if (!repositories.isKnown(name)) {
    res.status(404).type('html');
    res.send(
      htmlPage({
        title: 'No such repository',
        system: 'Registry',
        body: html`<p>Nothing has been pushed to <code>${name}</code>.</p>`,
      }),
    );
    return;
  }
  const tags = repositories.tags(name);
  const rows = repositories
    .manifests(name)
    .reverse()
    .map(manifest => {
      const named = tags
        .filter(([, digest]) => digest === manifest.digest)
        .map(([tag]) => tag);
      return html`<tr>
        <td><code>${manifest.digest}</code></td>
        <td>${named.join(', ') || '–'}</td>
        <td>${manifest.artifactType ?? manifest.mediaType}</td>
        <td>
          ${manifest.subject
            ? html`refers to <code>${manifest.subject}</code>`
            : manifest.pushedAt}
        </td>
      </tr>`;
    });
  res.type('html').send(
    htmlPage({
      title: name,
      system: 'Registry',
      body: html`<p><code>${host}/${name}</code></p>
        <table>
          <thead>
            <tr>
              <th>Digest</th>
              <th>Tags</th>
              <th>Type</th>
              <th>Pushed</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>`,
    }),
  );
}
