import { Html, html } from '../../../http/html';
import {
  Application,
  Condition,
  OperationInitiator,
  OperationState,
  ResourceStatus,
  RevisionHistory,
} from '../objects/Application';
import {
  healthText,
  repositoryLink,
  revisionLink,
  syncText,
  timeText,
  wideTable,
} from './parts';

/** One Application: how it is, what it consists of, what was deployed when. */
export function applicationPage({ spec, status }: Application): Html {
  const { source, destination } = spec;
  const { sync, health, conditions, operationState, resources, history } =
    status ?? {};
  return html`
    <p>
      ${syncText(sync?.status)} to
      ${revisionLink(source?.repoURL, sync?.revision)},
      ${healthText(health?.status)}
    </p>
    ${conditions?.length ? conditionList(conditions) : undefined}
    <table>
      <tbody>
        <tr>
          <th>Source</th>
          <td style="overflow-wrap: anywhere">
            ${repositoryLink(source?.repoURL)} ${source?.path} at
            ${source?.targetRevision ?? 'HEAD'}
          </td>
        </tr>
        <tr>
          <th>Destination</th>
          <td>
            ${destination.name ?? destination.server}, namespace
            ${destination.namespace}
          </td>
        </tr>
        <tr>
          <th>Compared</th>
          <td>${timeText(status?.reconciledAt)}</td>
        </tr>
        ${operationState ? operationRow(operationState) : undefined}
      </tbody>
    </table>
    <h2>Resources</h2>
    ${resourceTable(resources ?? [])}
    <h2>History</h2>
    ${historyTable(history ?? [])}
  `;
}

function conditionList(conditions: readonly Condition[]): Html {
  return html`<ul>
    ${conditions.map(
      ({ type, message, lastTransitionTime }) =>
        html`<li>
          <strong class="bad">${type}</strong> since
          ${timeText(lastTransitionTime)}
          <pre>${message}</pre>
        </li>`,
    )}
  </ul>`;
}

function operationRow(state: OperationState): Html {
  return html`<tr>
    <th>Last operation</th>
    <td>
      ${state.phase}, started by ${initiator(state.operation.initiatedBy)},
      ${timeText(state.finishedAt ?? state.startedAt)}: ${state.message}
    </td>
  </tr>`;
}

function initiator(by: OperationInitiator | undefined): string {
  return by?.automated ? 'automation' : by?.username ?? 'nobody named';
}

function resourceTable(resources: readonly ResourceStatus[]): Html {
  if (!resources.length) return html`<p class="quiet">Nothing is deployed.</p>`;
  return wideTable({
    label: 'Resources',
    columns: ['Kind', 'Namespace', 'Name', 'Sync', 'Health'],
    rows: resources.map(resourceRow),
  });
}

function resourceRow(resource: ResourceStatus): Html {
  const { kind, namespace, name, status, health } = resource;
  // While Git can't be read, everything looks as if it were to be pruned.
  const isSurplus = resource.requiresPruning && status === 'OutOfSync';
  return html`<tr>
    <td>${kind}</td>
    <td>${namespace}</td>
    <td>${name}</td>
    <td>
      ${status ? syncText(status) : undefined}
      ${isSurplus ? 'to be pruned' : undefined}
    </td>
    <td>
      ${health ? healthText(health.status) : undefined} ${health?.message}
    </td>
  </tr>`;
}

function historyTable(history: readonly RevisionHistory[]): Html {
  if (!history.length) return html`<p class="quiet">Nothing was deployed.</p>`;
  return wideTable({
    label: 'History',
    columns: ['Deployed', 'Revision', 'By'],
    rows: [...history].reverse().map(
      entry =>
        html`<tr>
          <td>${timeText(entry.deployedAt)}</td>
          <td>${revisionLink(entry.source.repoURL, entry.revision)}</td>
          <td>${initiator(entry.initiatedBy)}</td>
        </tr>`,
    ),
  });
}
