import { CertificateIdentity } from '../certificates/CertificateIdentity';

/**
 * What the token of a pipeline's run says about it: the claims of GitHub
 * Actions, which Gitea's have the names of.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export type WorkloadClaims = {
  /** Owner and name: `meridian/quote-api`. */
  repository: string;
  repository_id: string;
  repository_owner: string;
  repository_owner_id: string;
  repository_visibility: 'public' | 'private' | 'internal';
  /** `refs/heads/main`. */
  ref: string;
  /** The commit that was built, 40 hexadecimal digits. */
  sha: string;
  /** The workflow's name. */
  workflow: string;
  /** `meridian/quote-api/.gitea/workflows/ci.yaml@refs/heads/main`. */
  workflow_ref: string;
  workflow_sha: string;
  job_workflow_ref: string;
  job_workflow_sha: string;
  run_id: string;
  run_number: string;
  run_attempt: string;
  /** `push`, `workflow_dispatch` … */
  event_name: string;
  runner_environment: 'github-hosted' | 'self-hosted';
  actor: string;
  /** The page of the run, where it is not where GitHub would have it. */
  run_url?: string;
};

/** The least that is known of a run; the rest follows from it. */
export type WorkloadRun = Pick<WorkloadClaims, 'repository' | 'sha'> &
  Partial<WorkloadClaims>;

/** The claims of a run, those that it leaves out derived from the others. */
export function workloadClaims(run: WorkloadRun): WorkloadClaims {
  const [owner] = run.repository.split('/');
  const ref = run.ref ?? 'refs/heads/main';
  const workflowRef =
    run.workflow_ref ?? `${run.repository}/.gitea/workflows/ci.yaml@${ref}`;
  return {
    repository_id: '1',
    repository_owner: owner,
    repository_owner_id: '1',
    repository_visibility: 'private',
    ref,
    workflow: 'ci',
    workflow_ref: workflowRef,
    workflow_sha: run.sha,
    job_workflow_ref: workflowRef,
    job_workflow_sha: run.sha,
    run_id: '1',
    run_number: run.run_id ?? '1',
    run_attempt: '1',
    event_name: 'push',
    runner_environment: 'self-hosted',
    actor: owner,
    ...run,
  };
}

/**
 * Who a run's certificate names, as Fulcio makes it of the claims of GitHub
 * Actions.
 *
 * @param options.server - the Git host, without a trailing slash
 * @param options.issuer - who issued the token
 * @see https://github.com/sigstore/fulcio/blob/main/docs/oidc.md
 */
export function workloadIdentity(
  claims: WorkloadClaims,
  options: { server: string; issuer: string },
): CertificateIdentity {
  const { server, issuer } = options;
  const repository = `${server}/${claims.repository}`;
  const signer = `${server}/${claims.job_workflow_ref}`;
  return {
    subject: { type: 'uri', value: signer },
    extensions: {
      oldIssuer: issuer,
      oldWorkflowTrigger: claims.event_name,
      oldWorkflowSha: claims.sha,
      oldWorkflowName: claims.workflow,
      oldWorkflowRepository: claims.repository,
      oldWorkflowRef: claims.ref,
      issuer,
      buildSignerUri: signer,
      buildSignerDigest: claims.job_workflow_sha,
      runnerEnvironment: claims.runner_environment,
      sourceRepositoryUri: repository,
      sourceRepositoryDigest: claims.sha,
      sourceRepositoryRef: claims.ref,
      sourceRepositoryIdentifier: claims.repository_id,
      sourceRepositoryOwnerUri: `${server}/${claims.repository_owner}`,
      sourceRepositoryOwnerIdentifier: claims.repository_owner_id,
      buildConfigUri: `${server}/${claims.workflow_ref}`,
      buildConfigDigest: claims.workflow_sha,
      buildTrigger: claims.event_name,
      runInvocationUri:
        claims.run_url ??
        `${repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`,
      sourceRepositoryVisibility: claims.repository_visibility,
    },
  };
}
