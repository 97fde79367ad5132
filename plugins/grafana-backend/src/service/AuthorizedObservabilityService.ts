import { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { grafanaReadPermission } from '@portolan/plugin-grafana-common';
import {
  Caller,
  ObservabilityService,
  SignalsQuery,
  TailQuery,
} from './ObservabilityService';

/** Lets through those who may read what Grafana says of the entity. */
export class AuthorizedObservabilityService implements ObservabilityService {
  readonly #service: ObservabilityService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    service: ObservabilityService;
    permissions: PermissionsService;
  }) {
    this.#service = options.service;
    this.#permissions = options.permissions;
  }

  async listSignals(query: SignalsQuery, options: { credentials: Caller }) {
    await this.#authorize(query.entityRef, options.credentials);
    return this.#service.listSignals(query, options);
  }

  async readTail(query: TailQuery, options: { credentials: Caller }) {
    await this.#authorize(query.entityRef, options.credentials);
    return this.#service.readTail(query, options);
  }

  async #authorize(entityRef: string, credentials: Caller): Promise<void> {
    const [{ result }] = await this.#permissions.authorize(
      [{ permission: grafanaReadPermission, resourceRef: entityRef }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You lack the permission ${grafanaReadPermission.name} for ${entityRef}`,
      );
    }
  }
}
