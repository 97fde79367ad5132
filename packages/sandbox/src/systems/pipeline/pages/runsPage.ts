import { html, htmlPage } from '../../../http/html';
import { Run } from '../runs/Run';
import { duration, stateMark } from './states';

/** @param repository - the one whose runs these are, when they are not those of all */
export function runsPage(runs: Run[], repository?: string): string {
  const rows = runs.map(
    run => html`<tr>
      <td>${stateMark(run.state)}</td>
      <td><a href="/runs/${run.id}">${run.owner}/${run.repository}</a></td>
      <td><code>${run.commit.slice(0, 7)}</code></td>
      <td>${run.commitMessage?.split('\n')[0]}</td>
      <td><time>${run.createdAt}</time></td>
      <td>${duration(run.startedAt, run.finishedAt)}</td>
    </tr>`,
  );
  return htmlPage({
    title: repository ? `Runs of ${repository}` : 'Runs',
    system: 'Pipeline',
    body: rows.length
      ? html`<table>
          <thead>
            <tr>
              <th>State</th>
              <th>Repository</th>
              <th>Commit</th>
              <th>Message</th>
              <th>Pushed</th>
              <th>Took</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>`
      : html`<p>
          Nothing was pushed to the default branch of
          ${repository ?? 'a service'} yet. The first push makes the first run.
        </p>`,
  });
}
