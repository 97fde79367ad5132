import { Html, html, htmlPage } from '../../../http/html';
import { isFinished, JobRun, Run, StepRun } from '../runs/Run';
import { duration, stateMark } from './states';

const refreshSeconds = 2;

/** A run for a person: what was done, what was said, and where it led. */
export function runPage(run: Run, registryUrl: string): string {
  return htmlPage({
    title: `${run.repository} ${run.commit.slice(0, 7)}`,
    system: 'Pipeline',
    refreshSeconds: isFinished(run) ? undefined : refreshSeconds,
    body: html`<p>
        ${stateMark(run.state)} ${duration(run.startedAt, run.finishedAt)}
      </p>
      ${run.reason ? html`<p>${run.reason}</p>` : undefined}
      <table>
        <tbody>
          ${facts(run, registryUrl)}
        </tbody>
      </table>
      ${run.jobs.map(jobPart)}
      ${isFinished(run)
        ? html`<form method="post" action="/runs/${run.id}/again">
            <button>Run again</button>
          </form>`
        : undefined}`,
  });
}

function facts(run: Run, registryUrl: string): Html[] {
  const { image, findings, signedBy, gitopsCommit, docs } = run.outputs;
  const rows: Array<[string, Html | undefined]> = [
    ['Repository', html`${run.owner}/${run.repository}, ${run.branch}`],
    ['Commit', link(run.commitUrl, run.commit)],
    ['Message', text(run.commitMessage?.split('\n')[0])],
    ['Author', text(run.commitAuthor)],
    [
      'Image',
      image && link(imagePage(registryUrl, image.repository), image.digest),
    ],
    ['Vulnerabilities', findings && html`${countsOf(findings)}`],
    ['Signed as', text(signedBy)],
    ['GitOps commit', gitopsCommit && link(gitopsCommit.url, gitopsCommit.sha)],
    ['Documentation', text(docs?.join(', '))],
    ['Attempt', text(run.attempt > 1 ? String(run.attempt) : undefined)],
  ];
  return rows.flatMap(([name, value]) =>
    value
      ? [
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
        ]
      : [],
  );
}

function countsOf(findings: object): string {
  const counts = Object.entries(findings);
  return counts.length
    ? counts.map(([severity, count]) => `${count} ${severity}`).join(', ')
    : 'none known';
}

function jobPart(job: JobRun): Html {
  return html`<section>
    <h2>${job.id} <small>${stateMark(job.state)}</small></h2>
    ${job.reason && job.state !== 'failure'
      ? html`<p>${job.reason}</p>`
      : undefined}
    ${job.steps.map(stepPart)}
  </section>`;
}

function stepPart(step: StepRun): Html {
  const open = step.state === 'failure' || step.state === 'running';
  return html`<details ${open ? html`open` : undefined}>
    <summary>
      ${stateMark(step.state)} ${step.name}
      <small>${duration(step.startedAt, step.finishedAt)}</small>
    </summary>
    ${step.reason && step.state !== 'failure'
      ? html`<p class="quiet">${step.reason}</p>`
      : undefined}
    ${step.log.length
      ? html`<pre>
${step.log.map(
            ({ time, text: line }) => html`${time.slice(11, 23)} ${line} `,
          )}</pre
        >`
      : undefined}
  </details>`;
}

function imagePage(registryUrl: string, repository: string): string {
  return `${registryUrl}/r/${repository.slice(repository.indexOf('/') + 1)}`;
}

function link(url: string | undefined, label: string): Html {
  return url
    ? html`<a href="${url}"><code>${label}</code></a>`
    : html`<code>${label}</code>`;
}

function text(value: string | undefined): Html | undefined {
  return value ? html`${value}` : undefined;
}
