import { LoggerService } from '@backstage/backend-plugin-api';
import { ProposalFacts } from '../change/decideProposalStep';
import { BranchHead, HostedRepository } from '../repositories/HostedRepository';
import { Clock } from '../time/Clock';
import { ProposeChangeOptions } from './GitOpsService';

/** One call of `proposeChange`. */
export interface ProposalContext {
  repository: HostedRepository;
  options: ProposeChangeOptions;
  clock: Clock;
  logger: LoggerService;
}

/** What one attempt has read. */
export interface ReadFacts extends ProposalFacts {
  base: string;
  baseHead: BranchHead;
}
