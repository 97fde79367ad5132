import { Request } from 'express';
import { Faults } from '../../../faults/Faults';
import { ClusterRegistry } from '../clusters/ClusterRegistry';
import { ApplicationController } from '../controller/ApplicationController';
import { ApplicationStore } from '../controller/ApplicationStore';
import { EventRecorder } from '../controller/EventRecorder';
import { GitWatcher } from '../controller/GitWatcher';
import { Repositories } from '../git/Repositories';
import { ManifestRenderer } from '../render/ManifestRenderer';
import { Accounts, Caller } from './Accounts';
import { KnownRepositories } from './KnownRepositories';

/** What the routes work with. */
export type ArgoCdContext = {
  /** Absent until it is known where the server listens. */
  publicUrl: string | undefined;
  faults: Faults;
  accounts: Accounts;
  store: ApplicationStore;
  clusters: ClusterRegistry;
  controller: ApplicationController;
  repositories: Repositories;
  knownRepositories: KnownRepositories;
  renderer: ManifestRenderer;
  watcher: GitWatcher;
  events: EventRecorder;
  webhookSecret: string | undefined;
  now: () => Date;
};

/** Who sends this request. @throws ApiError when nobody does */
export function callerOf(context: ArgoCdContext, req: Request): Caller {
  return context.accounts.identify(tokenOf(req));
}

/** A token comes in a header or, from the browser, in a cookie. */
export function tokenOf(req: Request): string | undefined {
  const header = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '');
  const cookie = /(?:^|;\s*)argocd\.token=([^;]+)/.exec(
    req.headers.cookie ?? '',
  );
  return header?.[1] ?? cookie?.[1];
}

/** The one value of a query parameter, as text. */
export function queryText(req: Request, name: string): string | undefined {
  const value = req.query[name];
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : undefined;
}

/** All values of a query parameter that may be repeated. */
export function queryList(req: Request, name: string): string[] {
  const value = req.query[name];
  return (Array.isArray(value) ? value : [value]).filter(
    (each): each is string => typeof each === 'string' && each !== '',
  );
}
