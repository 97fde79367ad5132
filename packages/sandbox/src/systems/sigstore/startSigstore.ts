import express from 'express';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Faults } from '../../faults/Faults';
import { faultMiddleware } from '../../faults/faultMiddleware';
import { listen } from '../../http/listen';
import { StandIn, StandInOptions } from '../../StandIn';
import { Person } from './identity/askerOf';
import { pagesRouter } from './pages/pagesRouter';
import { sigstoreErrors, writeFault } from './routes/errors';
import { fulcioRouter } from './routes/fulcioRouter';
import { oidcRouter } from './routes/oidcRouter';
import { rekorV1Router } from './routes/rekorV1Router';
import { rekorV2Router } from './routes/rekorV2Router';
import { timestampRouter } from './routes/timestampRouter';
import { tufRouter } from './routes/tufRouter';
import { createSigstoreInstance, SigstoreInstance } from './SigstoreInstance';

export type SigstoreOptions = StandInOptions & {
  /** Where people and clients reach it, e.g. `http://localhost:7017`; by default where it listens. */
  publicUrl?: string;
  /** The Git host, without a trailing slash: certificates name repositories and workflows there. */
  gitServer: string;
  /** With which the pipeline asks for the tokens of its runs. */
  clientSecret: string;
  /** Who may sign with their e-mail address. Default nobody. */
  people?: readonly Person[];
};

export type SigstoreStandIn = StandIn & {
  /** For a seed that signs for the past. */
  readonly instance: SigstoreInstance;
  /** Where clients find trusted root and signing config, without a trailing slash. */
  readonly tufMirror: string;
  /** The file with the first `root.json` of the mirror. */
  readonly tufRootFile: string;
};

export async function startSigstore(
  options: SigstoreOptions,
): Promise<SigstoreStandIn> {
  const { directory, people = [] } = options;
  mkdirSync(directory, { recursive: true });
  const faults = new Faults();
  const app = express();
  const listener = await listen(app, { port: options.port });
  const url = options.publicUrl ?? listener.url;
  const instance = await createSigstoreInstance({
    url,
    directory,
    now: options.now,
  });
  const tufRootFile = join(directory, 'tuf-root.json');
  writeFileSync(tufRootFile, instance.tuf.initialRoot);

  app.disable('x-powered-by');
  app.use(faultMiddleware(faults, writeFault));
  app.use(
    oidcRouter(instance, { clientSecret: options.clientSecret, people }),
    fulcioRouter(instance, { server: options.gitServer }),
    rekorV1Router(instance),
    rekorV2Router(instance),
    timestampRouter(instance),
    tufRouter(instance),
    pagesRouter(instance),
  );
  app.use(sigstoreErrors);

  let closed: Promise<void> | undefined;
  return {
    name: 'sigstore',
    url: listener.url,
    faults,
    instance,
    tufMirror: `${url}/tuf`,
    tufRootFile,
    close() {
      closed ??= listener.close().then(() => instance.close());
      return closed;
    },
  };
}
