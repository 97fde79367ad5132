import { describeContracts } from '../../contracts/describeContracts';
import { chart, hookedChart } from './testing/chart';
import { blobOf, createRepository } from './testing/repository';
import { Platform, startPlatform } from './testing/startPlatform';
import { summarize } from './testing/summarize';

/** Requests that change `chart/values.yaml` name the content that they replace: `{{sha-N}}`, by exchange. */
const replacedContents: Record<string, Record<number, string>> = {
  '03-sync-and-heal': { 2: 'sha-2', 9: 'sha-4', 14: 'sha-6' },
  '04-trouble': { 2: 'sha-2', 8: 'sha-4', 15: 'sha-6' },
};

async function prepare({ git, cluster, gitHost }: Platform): Promise<void> {
  await createRepository(git, { name: 'web', files: chart });
  await createRepository(git, { name: 'hooked', files: hookedChart });
  await cluster.post(
    '/apis/argoproj.io/v1alpha1/namespaces/argocd/appprojects',
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'shop' },
      spec: {
        description: 'The shop',
        sourceRepos: [`${gitHost.url}/shop/*`],
        destinations: [
          { server: 'https://kubernetes.default.svc', namespace: 'shop-*' },
        ],
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
      },
    },
  );
}

describeContracts({
  system: 'argocd',
  start: async scenario => {
    const platform = await startPlatform({
      clusters: [],
      repositories: [],
      // The recorded one looked at Git only when it was asked to.
      pollSeconds: 600,
      accounts: [
        {
          name: 'admin',
          password: 'a-password-for-tests',
          token: 'token-of-argocd-admin',
          role: 'admin',
        },
        {
          name: 'portolan',
          policies: [
            'applications, get, shop/*',
            'applications, sync, shop/*',
            'projects, get, shop',
          ],
        },
        { name: 'nobody' },
      ],
    });
    await prepare(platform);
    const { argocd, kubernetes, gitHost, tokens } = platform;
    return {
      bases: {
        argocd: argocd.url,
        kubernetes: kubernetes.url,
        gitea: gitHost.url,
      },
      given: {
        base: argocd.url,
        git: gitHost.url,
        password: platform.password,
        'token-admin': tokens.admin,
        'token-portolan': argocd.createToken('portolan'),
        'token-nobody': argocd.createToken('nobody'),
        'token-kubernetes': tokens.kubernetes,
        'token-git': tokens.git,
      },
      before: async ({ index }) => {
        const name = replacedContents[scenario]?.[index];
        return name
          ? {
              [name]: await blobOf(platform.git, {
                name: 'web',
                path: 'chart/values.yaml',
              }),
            }
          : undefined;
      },
      summarize: (_, answered, recorded) => summarize(answered, recorded),
      close: () => platform.close(),
    };
  },
  notCovered: {
    '01-session': {
      24: 'lists the kinds and counts the objects of the recorded cluster, which had Kyverno',
    },
    '02-application': {
      10: 'tells what the nodes of the recorded cluster were, which kwok made up',
    },
    '04-trouble': {
      17: 'the recorded controller compared with a stale live object after the sync, and healed what was well',
    },
  },
  minimum: 0.85,
});
