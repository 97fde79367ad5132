import { SigstoreAddresses } from '../../../cosign/Sigstore';
import { GitHostClient } from '../clients/GitHostClient';
import { RegistryClient } from '../clients/RegistryClient';
import { RunTokens } from '../clients/RunTokens';
import { Outputs, RunSubject } from '../runs/Run';
import { Sbom } from '../sbom/buildSbom';
import { Scan } from '../scan/buildScan';
import { WorkflowStep } from '../workflow/parseWorkflow';
import { Workspace } from './Workspace';

/** What stages work with. */
export type StageServices = {
  gitHost: GitHostClient;
  registry: RegistryClient;
  /** What image references begin with: `localhost:7011/meridian`. */
  imagePrefix: string;
  gitops: GitopsTarget;
  /** The root of the TechDocs local publisher. */
  docsDirectory: string;
  sigstore: SigstoreAddresses;
  runTokens: RunTokens;
  /** Aborted when the pipeline stops. */
  signal: AbortSignal;
  now: () => Date;
};

/** What is in the image, and what a scan of it found. */
export type Artifacts = { sbom?: Sbom; scan?: Scan };

export type GitopsTarget = {
  owner: string;
  repository: string;
  branch: string;
};

export type StageContext = {
  subject: RunSubject;
  /** The step as the workflow declares it. */
  step: WorkflowStep;
  /** Which start of the run this is, from 1. */
  attempt: number;
  startedAt: Date;
  /** The page of the repository, e.g. for an image's label. */
  repositoryUrl: string;
  runId: string;
  /** The page of this run. */
  runUrl: string;
  workspace: Workspace;
  /** What earlier stages left; a stage adds its own. */
  outputs: Outputs;
  /** Files that earlier stages left for later ones. A run that starts again makes them again. */
  artifacts: Artifacts;
  services: StageServices;
  log(text: string): void;
  /** Resolves when the GitOps repository was pushed to, or after a while. */
  gitopsChanged(): Promise<void>;
  /** The commit of a newer run of the same repository, once there is one. */
  supersededBy(): string | undefined;
};

export type StageOutcome =
  | { result: 'done' }
  /** There was nothing for it to do. */
  | { result: 'skipped'; reason: string }
  /** It gave way to a newer commit, and so does the run. */
  | { result: 'superseded'; reason: string };

/**
 * What the sandbox really does for a step of a workflow.
 *
 * A stage is found by its name, so that one more between two others (signing,
 * scanning, a gate) is a module more in this folder and a line in `index.ts`.
 * It may run twice for the same commit, also when its first run was cut off at
 * any point: what is there already, it must leave as it is. To fail, it throws
 * an error whose message tells a developer what to do.
 */
export interface Stage {
  readonly name: string;
  run(context: StageContext): Promise<StageOutcome>;
}

/** A stage cannot go on; the message is for the developer whose commit it is. */
export class StageError extends Error {}
