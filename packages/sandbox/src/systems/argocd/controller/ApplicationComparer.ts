import { Cluster } from '../clusters/ClusterRegistry';
import { compareApplication, Comparison } from '../compare/compareApplication';
import { DiffCache } from '../compare/DiffCache';
import { Repositories } from '../git/Repositories';
import {
  Application,
  ApplicationSource,
  Condition,
  SourceType,
  SyncStatus,
} from '../objects/Application';
import { AppProject } from '../objects/AppProject';
import {
  keyOf,
  keyText,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';
import { trackingIdOf } from '../objects/trackingId';
import { refusalOf } from '../project/refusalOf';
import { ManifestRenderer, Rendered } from '../render/ManifestRenderer';
import { toTargets } from '../render/toTargets';
import { messageOf } from '../wire/messageOf';

export type CompareRequest = {
  application: Application;
  project: AppProject;
  cluster: Cluster;
  source: ApplicationSource;
  /** A branch, a tag or a commit. */
  revision: string;
  /** Ask the repository now what the revision means. */
  fresh: boolean;
  /** Render again, even if nothing changed. */
  noCache: boolean;
};

export type CompareResult = {
  sync: SyncStatus;
  comparison: Comparison;
  conditions: Condition[];
  sourceType?: SourceType;
};

type Targets = { targets: KubernetesObject[]; conditions: Condition[] };

/** Puts what Git wants beside what the cluster has. Errors of either side become conditions. */
export class ApplicationComparer {
  readonly #repositories: Repositories;
  readonly #renderer: ManifestRenderer;
  readonly #diffs = new DiffCache();
  /** So that an unchanged Application keeps the very same targets, and with them its diffs. */
  readonly #targets = new WeakMap<Rendered, Map<string, Targets>>();

  constructor(options: {
    repositories: Repositories;
    renderer: ManifestRenderer;
  }) {
    this.#repositories = options.repositories;
    this.#renderer = options.renderer;
  }

  async compare(request: CompareRequest): Promise<CompareResult> {
    const { application, project, cluster, source } = request;
    const { destination, ignoreDifferences, syncPolicy } = application.spec;
    const conditions: Condition[] = [];
    let { revision } = request;
    let rendered: Rendered | undefined;
    let targets: KubernetesObject[] | undefined;

    await cluster.cache.sync().catch(error => {
      conditions.push(
        comparisonError(
          `Failed to load live state: failed to get cluster info for "${cluster.server}": error synchronizing cache state : ${error.message}`,
        ),
      );
    });
    if (!conditions.length) {
      try {
        const sha = await this.#repositories.resolve(source.repoURL, revision, {
          fresh: request.fresh,
        });
        rendered = await this.#renderer.render(
          {
            application: application.metadata.name,
            namespace: destination.namespace ?? '',
            source,
            revision: sha,
            cluster: cluster.cache.versions,
          },
          { noCache: request.noCache },
        );
        const placed = this.#place(rendered, request);
        targets = placed.targets;
        conditions.push(...placed.conditions);
        revision = sha;
      } catch (error) {
        conditions.push(
          comparisonError(
            `Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ${messageOf(
              error,
            )}`,
          ),
        );
      }
    }

    const live = this.#liveObjects(request, targets ?? []);
    live.forEach(object => {
      const owner = trackingIdOf(object)?.application;
      if (owner && owner !== application.metadata.name) {
        conditions.push({
          type: 'SharedResourceWarning',
          message: `${object.kind}/${object.metadata.name} is part of applications argocd/${application.metadata.name} and ${owner}`,
        });
      }
    });
    const comparison = compareApplication({
      targets,
      live,
      project,
      ignoreDifferences,
      syncOptions: syncPolicy?.syncOptions,
      isNamespaced: (group, kind) => cluster.cache.isNamespaced(group, kind),
      diff: this.#diffs.diff,
    });
    return {
      sync: {
        status: comparison.status,
        comparedTo: {
          source,
          destination,
          ...(ignoreDifferences && { ignoreDifferences }),
        },
        revision,
      },
      comparison,
      conditions,
      sourceType: rendered?.sourceType,
    };
  }

  #place(rendered: Rendered, request: CompareRequest): Targets {
    const { application, cluster } = request;
    const namespace = application.spec.destination.namespace ?? '';
    const key = [
      application.metadata.name,
      namespace,
      cluster.server,
      // A kind that was unknown may turn out to have no namespaces.
      cluster.cache.versions.apiVersions.length,
    ].join(' ');
    const known = this.#targets.get(rendered) ?? new Map<string, Targets>();
    this.#targets.set(rendered, known);
    const targets =
      known.get(key) ??
      toTargets({
        manifests: rendered.manifests,
        application: application.metadata.name,
        namespace,
        isNamespaced: (group, kind) => cluster.cache.isNamespaced(group, kind),
      });
    known.set(key, targets);
    return targets;
  }

  /** What the Application deployed, and what is where it wants to deploy; without what its project may not touch. */
  #liveObjects(
    request: CompareRequest,
    targets: readonly KubernetesObject[],
  ): Map<string, KubernetesObject> {
    const { application, cluster } = request;
    const found = [
      ...cluster.cache.managedBy(application.metadata.name),
      ...targets.flatMap(target => cluster.cache.get(keyOf(target)) ?? []),
    ];
    return new Map(
      found
        .filter(
          object =>
            !refusalOf(object, {
              project: request.project,
              cluster,
              isNamespaced: (group, kind) =>
                cluster.cache.isNamespaced(group, kind),
            }),
        )
        .map(object => [keyText(keyOf(object)), object]),
    );
  }
}

function comparisonError(message: string): Condition {
  return { type: 'ComparisonError', message };
}
