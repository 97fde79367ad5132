import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { OwnershipConfig } from './config';
import { decide } from './decide';

/** Everyone reads, owners act on what they own, administrators administer. */
export class OwnershipPolicy implements PermissionPolicy {
  readonly #config: OwnershipConfig;

  constructor(options: { config: OwnershipConfig }) {
    this.#config = options.config;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    return decide(request.permission, user?.info, this.#config);
  }
}
