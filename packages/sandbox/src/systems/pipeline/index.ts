import express, { Response } from 'express';
import { join } from 'node:path';
import { Faults } from '../../faults/Faults';
import { faultMiddleware } from '../../faults/faultMiddleware';
import { listen } from '../../http/listen';
import { StandIn, StandInOptions } from '../../StandIn';
import { DocumentStore } from '../../state/DocumentStore';
import { GitHostClient } from './clients/GitHostClient';
import { SigstoreAddresses } from '../../cosign/Sigstore';
import { RunTokens, TokenIssuerAddress } from './clients/RunTokens';
import { RegistryClient } from './clients/RegistryClient';
import { Pipeline } from './Pipeline';
import { RunStore } from './runs/RunStore';
import { pipelineRouter } from './server/pipelineRouter';
import { stages } from './stages';
import { GitopsTarget } from './stages/Stage';

export type PipelineOptions = StandInOptions & {
  /** Where people reach it, e.g. `http://localhost:7012`; by default where it listens. */
  publicUrl?: string;
  /** A Gitea API with a token that may read, write the GitOps repository and set statuses. */
  gitHost: { url: string; token: string };
  registry: {
    url: string;
    username: string;
    password: string;
    /** What image references begin with, e.g. `localhost:7011/meridian`. */
    imagePrefix: string;
  };
  gitops: GitopsTarget;
  /** Where images are signed, and who says what a run is. */
  sigstore: SigstoreAddresses & { tokenIssuer: TokenIssuerAddress };
  /** What the Git host signs its deliveries to `/webhook` with. */
  webhookSecret: string;
  /** The root of the TechDocs local publisher. */
  docsDirectory: string;
};

export async function startPipeline(
  options: PipelineOptions,
): Promise<StandIn> {
  const {
    gitHost,
    registry,
    sigstore,
    gitops,
    now = () => new Date(),
  } = options;
  const faults = new Faults();
  const store = DocumentStore.open(join(options.directory, 'pipeline.db'));
  const stop = new AbortController();

  const app = express();
  const listener = await listen(app, { port: options.port });
  const publicUrl = options.publicUrl ?? listener.url;
  const pipeline = new Pipeline({
    services: {
      gitHost: new GitHostClient({ ...gitHost, signal: stop.signal }),
      registry: new RegistryClient({ ...registry, signal: stop.signal }),
      imagePrefix: registry.imagePrefix,
      gitops,
      docsDirectory: options.docsDirectory,
      sigstore,
      runTokens: new RunTokens({
        issuer: sigstore.tokenIssuer,
        signal: stop.signal,
      }),
      signal: stop.signal,
      now,
    },
    stages,
    store: new RunStore(store, now),
    urlOf: ({ id }) => `${publicUrl}/runs/${id}`,
    stop,
  });

  app.disable('x-powered-by');
  app.use(faultMiddleware(faults, writeFault));
  app.use(
    pipelineRouter({
      pipeline,
      gitops,
      webhookSecret: options.webhookSecret,
      registryUrl: `http://${registry.imagePrefix.split('/')[0]}`,
    }),
  );
  pipeline.start();

  let closed: Promise<void> | undefined;
  return {
    name: 'pipeline',
    url: listener.url,
    faults,
    close() {
      closed ??= (async () => {
        await listener.close();
        await pipeline.close();
        store.close();
      })();
      return closed;
    },
  };
}

function writeFault(res: Response, status: number): void {
  res
    .status(status)
    .json({ message: `the pipeline was told to answer ${status}` });
}
