import { html, htmlPage } from '../../../http/html';
import { Run } from '../runs/Run';
import { duration, stateMark } from './states';

export function runsPage(runs: Run[]): string {
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
    title: 'Runs',
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
          Nothing was pushed to a service's default branch yet. The first push
          makes the first run.
        </p>`,
  });
}
