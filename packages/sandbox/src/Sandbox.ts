import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubeconfigFile } from './cli/access';
import { startControl } from './control';
import { sigstoreAddresses } from './cosign/Sigstore';
import { Credentials, readCredentials } from './credentials';
import { choosePorts, Ports } from './ports';
import {
  emailOf,
  gitopsRepository,
  organization,
  people,
} from './seed/company';
import { oldKeyFile, Seed } from './seed/Seed';
import { StandIn } from './StandIn';
import { startArgoCd } from './systems/argocd';
import { startGitHost } from './systems/git-host';
import { nodeImages } from './node-images/nodeImages';
import { startOperators } from './operators/startOperators';
import { startKubernetes } from './systems/kubernetes';
import { startObservability } from './systems/observability';
import { startPipeline } from './systems/pipeline';
import { startRegistry } from './systems/registry';
import { startSigstore } from './systems/sigstore';
import { imageResolver } from './systems/registry/imageResolver';

export type SandboxOptions = {
  /** Where all state is kept; made when missing. */
  directory: string;
  /** The checkout: `templates/` and `gitops/` are read from it, as data. */
  repositoryRoot: string;
  /** Where people will open the portal, e.g. `http://localhost:7007`. */
  portalUrl: string;
  /** Without the company that it is otherwise filled with: only accounts, clusters and the GitOps repository's frame. */
  empty?: boolean;
  /** One line for a person who waits. */
  onProgress?: (text: string) => void;
  /** Called once, when every stand-in listens and the repositories exist: what app-config.sandbox.yaml reads. */
  onListening?: (env: Record<string, string>) => void;
};

export interface Sandbox {
  readonly env: Record<string, string>;
  readonly systems: StandIn[];
  /** Settles when everything that the company runs is deployed. */
  readonly seeded: Promise<void>;
  close(): Promise<void>;
}

const registryUser = 'pipeline';
const gitUser = 'portolan';

/** Starts every stand-in in the order in which they need each other, and fills them at the first start. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { directory, onProgress = () => {} } = options;
  mkdirSync(directory, { recursive: true });
  const credentials = readCredentials(directory);
  const ports = await choosePorts(directory);
  const stateOf = (name: string) => join(directory, name);
  const docsDirectory = stateOf('techdocs');
  mkdirSync(docsDirectory, { recursive: true });
  const systems: StandIn[] = [];
  let ready = false;

  const control = await startControl({
    port: ports.control,
    systems,
    isReady: () => ready,
  });
  const urls = publicUrls(ports);
  const gitHost = await startGitHost({
    directory: stateOf('git-host'),
    port: ports.gitHost,
    publicUrl: urls.gitHost,
    users: [
      {
        username: gitUser,
        password: credentials.gitPassword,
        fullName: 'Portolan',
        admin: true,
      },
      ...people.map(({ username, fullName }) => ({
        username,
        fullName,
        password: credentials.gitPassword,
        email: emailOf(username),
      })),
    ],
    tokens: [
      {
        name: 'portal',
        username: gitUser,
        token: credentials.gitPortalToken,
        scopes: ['all'],
      },
    ],
  });
  systems.push(gitHost);
  const registry = await startRegistry({
    directory: stateOf('registry'),
    port: ports.registry,
    publicUrl: urls.registry,
    users: [
      {
        username: registryUser,
        password: credentials.registryPassword,
        rights: ['pull', 'push'],
      },
    ],
    anonymousPull: true,
    referrers: true,
  });
  systems.push(registry);

  const sigstore = await startSigstore({
    directory: stateOf('sigstore'),
    port: ports.sigstore,
    publicUrl: urls.sigstore,
    gitServer: urls.gitHost,
    clientSecret: credentials.sigstoreClientSecret,
    people: people.map(({ username }) => ({
      email: emailOf(username),
      password: credentials.gitPassword,
    })),
  });
  systems.push(sigstore);

  const resolveImage = imageResolver(
    {
      [`localhost:${ports.registry}`]: registry.url,
    },
    nodeImages,
  );
  const [nonprod, prod] = await Promise.all(
    (['nonprod', 'prod'] as const).map(name =>
      startKubernetes({
        name: `kubernetes-${name}`,
        directory: stateOf(`kubernetes-${name}`),
        port:
          name === 'nonprod' ? ports.kubernetesNonprod : ports.kubernetesProd,
        tls: true,
        tokens: kubernetesTokens(credentials),
        resolveImage,
      }),
    ),
  );
  systems.push(nonprod, prod);
  for (const [name, cluster] of Object.entries({ nonprod, prod })) {
    writeFileSync(
      kubeconfigFile(directory, name),
      cluster.kubeconfig(credentials.kubernetesAdminToken),
      { mode: 0o600 },
    );
  }

  const gitUrlPrefix = `${urls.gitHost}/`;
  const argocdStarted = startArgoCd({
    directory: stateOf('argocd'),
    port: ports.argocd,
    publicUrl: urls.argocd,
    hub: {
      url: nonprod.url,
      token: credentials.argoCdKubernetesToken,
      ca: nonprod.certificateAuthority,
    },
    clusters: Object.entries({ nonprod, prod }).map(([name, cluster]) => ({
      name,
      server: cluster.url,
      token: credentials.argoCdKubernetesToken,
      ca: cluster.certificateAuthority,
    })),
    repositories: [
      {
        urlPrefix: gitUrlPrefix,
        username: gitUser,
        password: credentials.gitPassword,
      },
    ],
    accounts: [
      {
        name: 'admin',
        password: credentials.argoCdAdminPassword,
        role: 'admin',
      },
      {
        name: 'portal',
        token: credentials.argoCdPortalToken,
        role: 'readonly',
      },
    ],
    webhookSecret: credentials.webhookSecret,
    // Pushes are told: this is for those whose delivery was lost.
    pollSeconds: 20,
  });
  const operatorsStarted = startOperators({
    clusters: { nonprod, prod },
    tokens: {
      kyverno: credentials.kyvernoKubernetesToken,
      trivyOperator: credentials.trivyOperatorKubernetesToken,
      istio: credentials.istioKubernetesToken,
    },
    registries: { [`localhost:${ports.registry}`]: registry.url },
    present: nodeImages,
  });
  // Each waits for the clusters, none for another; all are there before anything is deployed.
  const [argocd, operators] = await Promise.all([
    argocdStarted,
    operatorsStarted,
  ]);
  systems.push(...operators, argocd);

  const observability = await startObservability({
    ports,
    token: credentials.grafanaPortalToken,
    clusters: Object.entries({ nonprod, prod }).map(([name, cluster]) => ({
      name,
      url: cluster.url,
      token: credentials.kubernetesAdminToken,
      ca: cluster.certificateAuthority,
    })),
  });
  systems.push(
    observability.loki,
    observability.prometheus,
    observability.grafana,
  );

  const seed = new Seed({
    directory: stateOf('seed'),
    repositoryRoot: options.repositoryRoot,
    gitHost: {
      url: gitHost.url,
      publicUrl: urls.gitHost,
      username: gitUser,
      token: credentials.gitPortalToken,
      password: credentials.gitPassword,
    },
    registry: {
      url: registry.url,
      host: `localhost:${ports.registry}`,
      username: registryUser,
      password: credentials.registryPassword,
    },
    sigstore: sigstore.instance,
    argocd: {
      url: argocd.url,
      publicUrl: urls.argocd,
      token: credentials.argoCdPortalToken,
    },
    clusters: [nonprod, prod].map(cluster => ({
      url: cluster.url,
      token: credentials.kubernetesAdminToken,
      ca: cluster.certificateAuthority,
    })),
    pipeline: {
      url: `http://127.0.0.1:${ports.pipeline}`,
      publicUrl: urls.pipeline,
      webhookSecret: credentials.webhookSecret,
    },
    empty: options.empty ?? false,
    onProgress,
  });
  await seed.createRepositories();

  systems.push(
    await startPipeline({
      directory: stateOf('pipeline'),
      port: ports.pipeline,
      publicUrl: urls.pipeline,
      gitHost: { url: gitHost.url, token: credentials.gitPortalToken },
      registry: {
        url: registry.url,
        username: registryUser,
        password: credentials.registryPassword,
        imagePrefix: `localhost:${ports.registry}/${organization}`,
      },
      gitops: {
        owner: organization,
        repository: gitopsRepository,
        branch: 'main',
      },
      sigstore: {
        ...sigstoreAddresses(sigstore.url),
        tokenIssuer: {
          url: `${sigstore.url}/oidc/token`,
          clientSecret: credentials.sigstoreClientSecret,
        },
      },
      webhookSecret: credentials.webhookSecret,
      docsDirectory,
    }),
  );

  const env = {
    PORTOLAN_TECHDOCS_DIRECTORY: docsDirectory,
    BACKEND_SECRET: credentials.backendSecret,
    SANDBOX_GIT_URL: urls.gitHost,
    SANDBOX_GIT_HOST: `localhost:${ports.gitHost}`,
    SANDBOX_GIT_USERNAME: gitUser,
    SANDBOX_GIT_TOKEN: credentials.gitPortalToken,
    SANDBOX_GIT_WEBHOOK_SECRET: credentials.webhookSecret,
    SANDBOX_REGISTRY: `localhost:${ports.registry}`,
    SANDBOX_SIGSTORE_URL: urls.sigstore,
    SANDBOX_SIGSTORE_TUF_MIRROR: sigstore.tufMirror,
    SANDBOX_SIGSTORE_TUF_ROOT: sigstore.tufRootFile,
    SANDBOX_OLD_COSIGN_KEY: join(stateOf('seed'), oldKeyFile),
    SANDBOX_ARGOCD_URL: urls.argocd,
    SANDBOX_ARGOCD_TOKEN: credentials.argoCdPortalToken,
    SANDBOX_PIPELINE_URL: urls.pipeline,
    SANDBOX_GRAFANA_URL: urls.grafana,
    SANDBOX_GRAFANA_TOKEN: credentials.grafanaPortalToken,
    SANDBOX_LOKI_URL: urls.loki,
    SANDBOX_PROMETHEUS_URL: urls.prometheus,
    SANDBOX_CONTROL_URL: control.url,
    SANDBOX_KUBERNETES_NONPROD_URL: nonprod.url,
    SANDBOX_KUBERNETES_NONPROD_TOKEN: credentials.kubernetesPortalToken,
    SANDBOX_KUBERNETES_NONPROD_CA: base64(nonprod.certificateAuthority),
    SANDBOX_KUBERNETES_PROD_URL: prod.url,
    SANDBOX_KUBERNETES_PROD_TOKEN: credentials.kubernetesPortalToken,
    SANDBOX_KUBERNETES_PROD_CA: base64(prod.certificateAuthority),
  };
  options.onListening?.(env);

  const seeded = seed.deploy().then(() => {
    ready = true;
  });
  // Who started the sandbox awaits it; a close in between is no failure.
  seeded.catch(() => {});
  const close = async () => {
    seed.stop();
    // The readers first, so that none sees its source vanish.
    for (const system of [...systems].reverse()) await system.close();
    await control.close();
  };
  return { env, systems, seeded, close };
}

/** Forgets everything; the sandbox must not run. */
export function resetSandbox(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

function publicUrls(ports: Ports) {
  return {
    gitHost: `http://localhost:${ports.gitHost}`,
    registry: `http://localhost:${ports.registry}`,
    argocd: `http://localhost:${ports.argocd}`,
    pipeline: `http://localhost:${ports.pipeline}`,
    sigstore: `http://localhost:${ports.sigstore}`,
    grafana: `http://localhost:${ports.grafana}`,
    loki: `http://localhost:${ports.loki}`,
    prometheus: `http://localhost:${ports.prometheus}`,
  };
}

function kubernetesTokens(credentials: Credentials) {
  return [
    {
      token: credentials.kubernetesAdminToken,
      username: 'admin',
      groups: ['system:masters'],
    },
    {
      token: credentials.argoCdKubernetesToken,
      username: 'system:serviceaccount:argocd:argocd-application-controller',
      groups: ['system:masters'],
    },
    {
      token: credentials.kyvernoKubernetesToken,
      username: 'system:serviceaccount:kyverno:kyverno-admission-controller',
      groups: ['system:masters'],
    },
    {
      token: credentials.trivyOperatorKubernetesToken,
      username: 'system:serviceaccount:trivy-system:trivy-operator',
      groups: ['system:masters'],
    },
    {
      token: credentials.istioKubernetesToken,
      username: 'system:serviceaccount:istio-system:istiod',
      groups: ['system:masters'],
    },
    {
      token: credentials.kubernetesPortalToken,
      username: 'system:serviceaccount:portolan:portal',
      groups: ['portolan:readers'],
    },
  ];
}

function base64(text: string | undefined): string {
  return Buffer.from(text ?? '').toString('base64');
}
