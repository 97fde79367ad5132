import { Response, Router } from 'express';
import { Html, html, htmlPage } from '../../../http/html';
import { SigstoreInstance } from '../SigstoreInstance';
import { describeEntry } from './describeEntry';

const shown = 25;

type Shown = {
  index: number;
  path: string;
  body: Buffer;
  at: Date;
  checkpoint: string;
};

/** For a person who opens a link: what this is, and what was logged. */
export function pagesRouter(instance: SigstoreInstance): Router {
  const router = Router();
  router.get('/', (_req, res) => {
    res.type('html').send(home(instance));
  });
  router.get('/log/:index', (req, res) => {
    sendEntry(res, v1(instance, Number(req.params.index)));
  });
  router.get('/log/v2/:index', (req, res) => {
    sendEntry(res, v2(instance, Number(req.params.index)));
  });
  return router;
}

function home(instance: SigstoreInstance): string {
  const { rekorV1, rekorV2, url } = instance;
  return htmlPage({
    title: 'Sigstore',
    system: 'Sigstore',
    body: html`<p>
        Certificates for those who sign in, a log of everything signed, and
        times that can be proved, at <code>${url}</code>. Clients begin with
        <a href="/tuf/root.json">the root of trust</a>.
      </p>
      <h2>Log (Rekor v1): ${rekorV1.size} entries</h2>
      ${list(latest(rekorV1.size).map(index => v1(instance, index)))}
      <h2>Log (Rekor v2): ${rekorV2.size} entries</h2>
      ${list(latest(rekorV2.size).map(index => v2(instance, index)))}`,
  });
}

function latest(size: number): number[] {
  const count = Math.min(size, shown);
  return Array.from({ length: count }, (_, i) => size - 1 - i);
}

function list(entries: (Shown | undefined)[]): Html {
  if (entries.length === 0) return html`<p>Nothing was logged yet.</p>`;
  const rows = entries.map(entry => {
    if (!entry) return html``;
    const { kind, signer } = describeEntry(entry.body);
    return html`<tr>
      <td><a href="${entry.path}">${entry.index}</a></td>
      <td>${entry.at.toISOString()}</td>
      <td>${kind}</td>
      <td>${signer}</td>
    </tr>`;
  });
  return html`<table>
    <thead>
      <tr>
        <th>Entry</th>
        <th>Logged</th>
        <th>Kind</th>
        <th>Signed by</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function sendEntry(res: Response, entry: Shown | undefined): void {
  if (!entry) {
    res.status(404).type('html');
    res.send(
      htmlPage({
        title: 'No such entry',
        system: 'Sigstore',
        body: html`<p>The log is shorter than that.</p>`,
      }),
    );
    return;
  }
  const { kind, signer, digests, json } = describeEntry(entry.body);
  res.type('html').send(
    htmlPage({
      title: `Entry ${entry.index}`,
      system: 'Sigstore',
      body: html`<table>
          <tr>
            <th>Logged</th>
            <td>${entry.at.toISOString()}</td>
          </tr>
          <tr>
            <th>Kind</th>
            <td>${kind}</td>
          </tr>
          <tr>
            <th>Signed by</th>
            <td>${signer}</td>
          </tr>
          ${digests.map(
            ({ name, value }) =>
              html`<tr>
                <th>${name}</th>
                <td><code>${value}</code></td>
              </tr>`,
          )}
        </table>
        <h2>Entry</h2>
        <pre>${json}</pre>
        <h2>Checkpoint</h2>
        <pre>${entry.checkpoint}</pre>`,
    }),
  );
}

function v1({ rekorV1 }: SigstoreInstance, index: number): Shown | undefined {
  const entry = rekorV1.at(index)?.entry;
  return (
    entry && {
      index,
      path: `/log/${index}`,
      body: Buffer.from(entry.body, 'base64'),
      at: new Date(entry.integratedTime * 1000),
      checkpoint: entry.verification.inclusionProof.checkpoint,
    }
  );
}

function v2({ rekorV2 }: SigstoreInstance, index: number): Shown | undefined {
  const found = rekorV2.at(index);
  return (
    found && {
      index,
      path: `/log/v2/${index}`,
      body: Buffer.from(found.entry.canonicalizedBody, 'base64'),
      at: found.at,
      checkpoint: found.entry.inclusionProof.checkpoint.envelope,
    }
  );
}
