import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { gitBlobSha } from '../change/gitBlobSha';
import {
  Author,
  BranchHead,
  HostedRepository,
  Repository,
  Visibility,
} from '../repositories/HostedRepository';
import { backOff } from '../time/backOff';
import { Clock } from '../time/Clock';
import {
  PublishedRepository,
  PublishRepositoryOptions,
  RepositoryAddress,
  RepositoryPreview,
} from './GitOpsService';
import { unlessOvertaken } from './unlessOvertaken';

const ATTEMPTS = 4;
const OPENNESS: Record<Visibility, number> = {
  private: 0,
  internal: 1,
  public: 2,
};

export interface PublishContext {
  repository: HostedRepository;
  options: PublishRepositoryOptions & { defaultBranch: string; author: Author };
  clock: Clock;
  logger: LoggerService;
}

type Attempt =
  | { answer: PublishedRepository }
  | { answer?: undefined; reason: string };

/**
 * Each attempt looks at what is there and does what is missing, so that a call after an
 * interrupted one, or beside another one, ends with the same repository.
 */
export async function publishRepository(
  context: PublishContext,
): Promise<PublishedRepository> {
  const { repository, clock, logger } = context;
  const progress = { isCreated: false };
  for (let attempt = 1; ; attempt++) {
    let outcome: Attempt;
    try {
      outcome = await attemptToPublish(context, progress);
    } catch (error) {
      if (!ServiceUnavailableError.is(error) || attempt === ATTEMPTS) {
        throw error;
      }
      outcome = { reason: error.message };
    }
    if (outcome.answer) return outcome.answer;

    const { reason } = outcome;
    if (attempt === ATTEMPTS) {
      throw new ConflictError(
        `Could not publish ${repository.url} in ${ATTEMPTS} attempts, running it again goes on from what is there; last: ${reason}`,
      );
    }
    logger.info('Publishing a repository again from what is there now', {
      repository: repository.url,
      attempt,
      reason,
    });
    await clock.wait(backOff(attempt, { initial: 500, maximum: 4_000 }));
  }
}

/** What `publishRepository` would do. */
export async function previewRepository(
  context: PublishContext,
): Promise<RepositoryPreview> {
  const { repository, options } = context;
  const found = await repository.get();
  if (!found) {
    return {
      result: 'created',
      repository: addressOf(repository, options.defaultBranch),
      differing: [],
    };
  }
  const head = await repository.getBranch(found.defaultBranch);
  if (!head) {
    refuseToExpose(context, found);
    return {
      result: 'filled',
      repository: addressOf(repository, options.defaultBranch),
      differing: [],
    };
  }
  const { commit: _, ...preview } = await compare(context, found, head);
  return preview;
}

async function attemptToPublish(
  context: PublishContext,
  progress: { isCreated: boolean },
): Promise<Attempt> {
  const { repository, options } = context;
  let found = await repository.get();
  if (!found) {
    const result = await repository.create({
      description: options.description,
      visibility: options.visibility,
      defaultBranch: options.defaultBranch,
    });
    progress.isCreated ||= result === 'created';
    found = await repository.get();
  }
  if (!found) {
    if (progress.isCreated) return { reason: 'it is not to be read yet' };
    throw new ConflictError(
      `${repository.system} says that ${repository.url} exists, but the portal's account does not see it; choose another name`,
    );
  }

  const head = await repository.getBranch(found.defaultBranch);
  if (!head) {
    if (!progress.isCreated) refuseToExpose(context, found);
    return fill(context, progress);
  }
  const published = await compare(context, found, head);
  if (published.result === 'unchanged') {
    await protect(context, found.defaultBranch);
  }
  return { answer: published };
}

async function fill(
  context: PublishContext,
  { isCreated }: { isCreated: boolean },
): Promise<Attempt> {
  const { repository, options } = context;
  const branch = options.defaultBranch;
  const pushed = await unlessOvertaken(
    repository.pushFirstCommit({
      branch,
      files: options.files,
      message: options.message,
      author: options.author,
    }),
  );
  if (pushed.reason !== undefined) return { reason: pushed.reason };
  await protect(context, branch);
  return {
    answer: {
      result: isCreated ? 'created' : 'filled',
      repository: addressOf(repository, branch),
      commit: pushed.value.sha,
      differing: [],
    },
  };
}

/** Judges a repository that has content; writes nothing. */
async function compare(
  { repository, options }: PublishContext,
  { defaultBranch }: Repository,
  head: BranchHead,
): Promise<PublishedRepository> {
  const { identity, files } = options;
  const content = await repository.readFile(head.sha, identity.path);
  const verdict = identity.decide(content?.toString());
  if (verdict.result === 'other') {
    throw new ConflictError(
      `${repository.url} exists and is not this one: ${verdict.reason}; choose another name`,
    );
  }
  const there = await repository.listFiles(
    head.sha,
    files.map(file => file.path),
  );
  const differing = files
    .filter(file => there.get(file.path)?.sha !== gitBlobSha(file.content))
    .map(file => file.path);
  return {
    result: differing.length ? 'kept' : 'unchanged',
    repository: addressOf(repository, defaultBranch),
    commit: head.sha,
    differing,
  };
}

/** An empty repository that more people see than was asked for is not filled. */
function refuseToExpose(
  { repository, options }: PublishContext,
  { visibility }: Repository,
): void {
  if (OPENNESS[visibility] > OPENNESS[options.visibility]) {
    throw new ConflictError(
      `${repository.url} exists, empty, and is ${visibility}, but ${options.visibility} was asked for; change or delete it, then run again`,
    );
  }
}

async function protect(
  { repository, options }: PublishContext,
  branch: string,
): Promise<void> {
  if (options.protection) {
    await repository.protectBranch(branch, options.protection);
  }
}

function addressOf(
  repository: HostedRepository,
  defaultBranch: string,
): RepositoryAddress {
  return {
    url: repository.url,
    cloneUrl: repository.cloneUrl,
    contentsUrl: repository.contentsUrl(defaultBranch),
    defaultBranch,
  };
}
