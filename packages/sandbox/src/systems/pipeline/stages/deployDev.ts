import { FileContent, isNotFound } from '../clients/GitHostClient';
import { editApplication, readDeployed } from '../gitops/editApplication';
import { BuiltImage } from '../runs/Run';
import { publishedImage } from './publishedImage';
import { Stage, StageContext, StageError, StageOutcome } from './Stage';

const environment = 'dev';
const writeAttempts = 10;

/** Writes the commit and the image's digest into the Application of the first environment. */
export const deployDev: Stage = {
  name: 'deploy-dev',
  async run(context) {
    const image = publishedImage(context.outputs);
    for (let attempt = 0; attempt < writeAttempts; attempt++) {
      const found = await waitForApplication(context);
      if ('result' in found) return found;
      const outcome = await write(context, found, image);
      if (outcome) return outcome;
      context.log('Somebody else changed the file meanwhile: reading it again');
    }
    throw new StageError(
      `The file changed ${writeAttempts} times while it was written: run again`,
    );
  },
};

type Application = FileContent & { path: string };

/** A new service's Application comes with a pull request, which may be merged long after the first push. */
async function waitForApplication(
  context: StageContext,
): Promise<Application | Extract<StageOutcome, { result: 'superseded' }>> {
  const { gitHost, gitops } = context.services;
  const { repository } = context.subject;
  let told = false;
  for (;;) {
    const suffix = `/${repository}/applications/${environment}.yaml`;
    const path = (await gitHost.listFiles(gitops, gitops.branch)).find(
      file => file.startsWith('tenants/') && file.endsWith(suffix),
    );
    const content =
      path && (await gitHost.readFile(gitops, gitops.branch, path));
    if (path && content) return { ...content, path };
    const newer = context.supersededBy();
    if (newer) {
      return {
        result: 'superseded',
        reason: `${newer.slice(0, 7)} was pushed and is deployed instead`,
      };
    }
    if (!told) {
      context.log(
        `Waiting for tenants/<team>${suffix} in ${gitops.owner}/${gitops.repository}: merge the pull request that adds it`,
      );
      told = true;
    }
    await context.gitopsChanged();
  }
}

/** Undefined when the file changed since it was read. */
async function write(
  context: StageContext,
  { path, text, sha }: Application,
  image: BuiltImage,
): Promise<StageOutcome | undefined> {
  const { subject, services, outputs, log, runUrl } = context;
  const { gitHost, gitops } = services;
  const { repository, commit } = subject;
  const deployed = readDeployed(text);
  if (deployed.revision === commit && deployed.digest === image.digest) {
    log(`${path} names ${commit.slice(0, 7)} and this image already`);
    const last = await gitHost.lastCommitOf(gitops, gitops.branch, path);
    outputs.gitopsCommit = last;
    return { result: 'done' };
  }
  if (await isNewer(context, deployed.revision)) {
    return {
      result: 'superseded',
      reason: `${deployed.revision!.slice(0, 7)}, which is newer, is deployed`,
    };
  }
  const written = await gitHost.writeFile(gitops, {
    branch: gitops.branch,
    path,
    sha,
    text: editApplication(text, { commit, image }),
    message: `Deploy ${repository} ${commit.slice(
      0,
      7,
    )} to ${environment}\n\nImage: ${image.repository}@${
      image.digest
    }\nRun: ${runUrl}\n`,
  });
  if (written.result === 'stale') return undefined;
  outputs.gitopsCommit = written.commit;
  log(`${path}: ${written.commit.sha}`);
  return { result: 'done' };
}

/** Whether what is deployed already holds this commit; a branch's name, or a commit that is gone, does not. */
async function isNewer(
  { subject, services }: StageContext,
  revision: string | undefined,
): Promise<boolean> {
  if (!revision || !/^[0-9a-f]{40}$/.test(revision)) return false;
  if (revision === subject.commit) return false;
  try {
    return await services.gitHost.contains(subject, revision, subject.commit);
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
