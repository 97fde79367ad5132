import { DocumentStore } from '../../../state/DocumentStore';
import { Collection } from './Collection';
import {
  CommentRecord,
  HookRecord,
  OrganizationRecord,
  OwnerRecord,
  ProtectionRecord,
  PullRequestRecord,
  RedirectRecord,
  RepositoryRecord,
  ReviewRecord,
  StatusRecord,
  TeamRecord,
  TokenRecord,
  UserRecord,
} from './records';

/** Everything that the Git host knows beside the repositories' own content. */
export class GitHostState {
  readonly owners: Collection<OwnerRecord>;
  readonly tokens: Collection<TokenRecord>;
  readonly teams: Collection<TeamRecord>;
  readonly repositories: Collection<RepositoryRecord>;
  readonly redirects: Collection<RedirectRecord>;
  readonly protections: Collection<ProtectionRecord>;
  readonly statuses: Collection<StatusRecord>;
  readonly pullRequests: Collection<PullRequestRecord>;
  readonly reviews: Collection<ReviewRecord>;
  readonly comments: Collection<CommentRecord>;
  readonly hooks: Collection<HookRecord>;

  constructor(store: DocumentStore) {
    this.owners = new Collection(store, 'owners');
    this.tokens = new Collection(store, 'tokens');
    this.teams = new Collection(store, 'teams');
    this.repositories = new Collection(store, 'repositories');
    this.redirects = new Collection(store, 'redirects');
    this.protections = new Collection(store, 'protections');
    this.statuses = new Collection(store, 'statuses');
    this.pullRequests = new Collection(store, 'pull-requests');
    this.reviews = new Collection(store, 'reviews');
    this.comments = new Collection(store, 'comments');
    this.hooks = new Collection(store, 'hooks');
  }

  owner(name: string): OwnerRecord | undefined {
    const wanted = name.toLowerCase();
    return this.owners.find(owner => owner.name.toLowerCase() === wanted);
  }

  user(name: string): UserRecord | undefined {
    const owner = this.owner(name);
    return owner?.kind === 'user' ? owner : undefined;
  }

  userById(id: number): UserRecord | undefined {
    const owner = this.owners.get(id);
    return owner?.kind === 'user' ? owner : undefined;
  }

  organization(name: string): OrganizationRecord | undefined {
    const owner = this.owner(name);
    return owner?.kind === 'organization' ? owner : undefined;
  }

  ownerOf(repository: RepositoryRecord): OwnerRecord {
    const owner = this.owners.get(repository.ownerId);
    if (!owner) throw new Error(`Repository ${repository.id} has no owner`);
    return owner;
  }

  /** `owner/name`, as people write it. */
  fullName(repository: RepositoryRecord): string {
    return `${this.ownerOf(repository).name}/${repository.name}`;
  }

  repository(owner: OwnerRecord, name: string): RepositoryRecord | undefined {
    const wanted = name.toLowerCase();
    return this.repositories.find(
      ({ ownerId, name: its }) =>
        ownerId === owner.id && its.toLowerCase() === wanted,
    );
  }

  /** The repository that had this name before it was renamed. */
  renamedRepository(
    owner: OwnerRecord,
    name: string,
  ): RepositoryRecord | undefined {
    const wanted = name.toLowerCase();
    const redirect = this.redirects.find(
      one => one.ownerId === owner.id && one.name.toLowerCase() === wanted,
    );
    return redirect && this.repositories.get(redirect.repositoryId);
  }

  teamsOf(organization: { id: number }): TeamRecord[] {
    return this.teams.filter(
      ({ organizationId }) => organizationId === organization.id,
    );
  }

  pullRequest(
    repository: RepositoryRecord,
    number: number,
  ): PullRequestRecord | undefined {
    return this.pullRequests.find(
      one => one.repositoryId === repository.id && one.number === number,
    );
  }

  pullRequestsOf(
    repository: RepositoryRecord,
    matches: (pullRequest: PullRequestRecord) => boolean = () => true,
  ): PullRequestRecord[] {
    return this.pullRequests.filter(
      one => one.repositoryId === repository.id && matches(one),
    );
  }

  reviewsOf(pullRequest: PullRequestRecord): ReviewRecord[] {
    return this.reviews.filter(one => one.pullRequestId === pullRequest.id);
  }

  commentsOf(pullRequest: PullRequestRecord): CommentRecord[] {
    return this.comments.filter(one => one.pullRequestId === pullRequest.id);
  }
}
