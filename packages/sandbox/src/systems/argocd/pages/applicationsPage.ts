import { Html, html } from '../../../http/html';
import { Application, projectOf } from '../objects/Application';
import { healthText, revisionLink, syncText, wideTable } from './parts';

/** All Applications, one a line. */
export function applicationsPage(applications: readonly Application[]): Html {
  if (!applications.length) return html`<p>There is no Application yet.</p>`;
  return wideTable({
    label: 'Applications',
    columns: [
      'Application',
      'Project',
      'Sync',
      'Health',
      'Revision',
      'Destination',
    ],
    rows: applications.map(applicationRow),
  });
}

function applicationRow(application: Application): Html {
  const { metadata, spec, status } = application;
  const { name, server, namespace } = spec.destination;
  const url = `/applications/${metadata.namespace}/${metadata.name}`;
  return html`<tr>
    <td><a href="${url}">${metadata.name}</a></td>
    <td>${projectOf(application)}</td>
    <td>${syncText(status?.sync?.status)}</td>
    <td>${healthText(status?.health?.status)}</td>
    <td>${revisionLink(spec.source?.repoURL, status?.sync?.revision)}</td>
    <td>${name ?? server}/${namespace}</td>
  </tr>`;
}
