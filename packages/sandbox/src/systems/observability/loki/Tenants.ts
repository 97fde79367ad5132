import type { Request } from 'express';
import { LokiError } from './LokiError';
import { LokiStore } from './LokiStore';

/** One store for each `X-Scope-OrgID`; without authentication everybody shares one. */
export class Tenants {
  readonly #authEnabled: boolean;
  readonly #stores = new Map<string, LokiStore>();

  constructor(options: { authEnabled: boolean }) {
    this.#authEnabled = options.authEnabled;
  }

  of(req: Request): LokiStore {
    return this.#store(this.#authEnabled ? tenantOf(req) : 'fake');
  }

  #store(tenant: string): LokiStore {
    const store = this.#stores.get(tenant) ?? new LokiStore();
    this.#stores.set(tenant, store);
    return store;
  }
}

function tenantOf(req: Request): string {
  const tenant = req.get('x-scope-orgid') ?? '';
  if (tenant === '') throw new LokiError('no org id\n', 401);
  if (tenant.includes('|')) {
    throw new LokiError('multiple org IDs present', 500);
  }
  const odd = /[^A-Za-z0-9!_.*'()-]/.exec(tenant)?.[0];
  if (odd) {
    throw new LokiError(
      `rpc error: code = Code(400) desc = tenant ID '${tenant}' contains unsupported character '${odd}'`,
    );
  }
  return tenant;
}
