import { accessOf, canSeeOwner } from '../access/permissions';
import { OwnerRecord, RepositoryRecord } from '../state/records';
import { Html, html } from './html';
import { PageContent, when } from './layout';
import { PageCall } from './PageCall';
import { pageNotFound } from './PageError';

/** Every organisation and person whose repositories the reader may see. */
export function homePage(call: PageCall): PageContent {
  const { context, viewer } = call;
  const owners = context.state.owners
    .filter(owner => canSeeOwner(context.state, viewer, owner))
    .filter(owner => visibleOf(call, owner).length > 0);
  return {
    title: 'Repositories',
    body: html`<h1>Repositories</h1>
      ${owners.length === 0 &&
      html`<p>
        There is no repository here that you may see. Sign in to see private
        ones.
      </p>`}
      ${owners.map(
        owner =>
          html`<h2>
              <a href="/${owner.name}">${owner.fullName || owner.name}</a>
            </h2>
            ${repositoryTable(call, owner)}`,
      )}`,
  };
}

export function ownerPage(call: PageCall): PageContent {
  const { context, viewer, req } = call;
  const owner = context.state.owner(req.params.owner);
  if (!owner || !canSeeOwner(context.state, viewer, owner)) {
    throw pageNotFound();
  }
  return {
    title: owner.name,
    body: html`<h1>${owner.fullName || owner.name}</h1>
      <p class="lead">${owner.description || owner.name}</p>
      ${repositoryTable(call, owner)}`,
  };
}

function visibleOf(
  { context, viewer }: PageCall,
  owner: OwnerRecord,
): RepositoryRecord[] {
  return context.state.repositories
    .filter(
      one =>
        one.ownerId === owner.id &&
        accessOf(context.state, viewer, one) !== 'none',
    )
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

function repositoryTable(call: PageCall, owner: OwnerRecord): Html {
  const repositories = visibleOf(call, owner);
  if (repositories.length === 0) {
    return html`<p class="quiet">No repository yet that you may see.</p>`;
  }
  return html`<div class="panel">
    <table class="list">
      ${repositories.map(
        one =>
          html`<tr>
            <td>
              <a href="/${owner.name}/${one.name}">${one.name}</a>
              ${one.private && html`<span class="badge">Private</span>`}
            </td>
            <td class="quiet">${one.description}</td>
            <td class="narrow quiet">
              ${when(one.updatedAt, call.context.now())}
            </td>
          </tr>`,
      )}
    </table>
  </div>`;
}
