import { sortedJson } from '../../compare/json';
import { markManifests } from '../../render/toTargets';
import { messageOf } from '../../wire/messageOf';
import { ApiError } from '../ApiError';
import { writeJson } from '../answers';
import { ArgoCdContext, queryText } from '../ArgoCdContext';
import { findApplication } from '../findApplication';
import { hideSecrets } from '../hideSecrets';
import { RouteTable } from '../RouteTable';

/** What Git wants, and who wrote it. */
export function addManifestRoutes(
  routes: RouteTable,
  context: ArgoCdContext,
): void {
  const { repositories, renderer, clusters } = context;
  routes
    .add('/api/v1/applications/:name/manifests', {
      get: async (req, res) => {
        const { application } = await findApplication(context, req, 'get');
        const { name } = application.metadata;
        const { source, destination } = application.spec;
        if (!source) throw new ApiError('InvalidArgument', 'no source');
        const revision = await repositories.resolve(
          source.repoURL,
          queryText(req, 'revision') || source.targetRevision || 'HEAD',
          { fresh: true },
        );
        const namespace = destination.namespace ?? '';
        const { manifests } = await renderer.render({
          application: name,
          namespace,
          source,
          revision,
          cluster: clusters.find(destination).cache.versions,
        });
        const marked = markManifests({
          manifests,
          application: name,
          namespace,
        });
        writeJson(res, {
          manifests: hideSecrets(...marked).map(sortedJson),
        });
      },
    })
    .add('/api/v1/applications/:name/revisions/:revision/metadata', {
      get: async (req, res) => {
        const { application } = await findApplication(context, req, 'get');
        const { source } = application.spec;
        if (!source) throw new ApiError('InvalidArgument', 'no source');
        const { revision } = req.params;
        try {
          const sha = await repositories.resolve(source.repoURL, revision);
          writeJson(res, await repositories.metadata(source.repoURL, sha));
        } catch (error) {
          throw new ApiError(
            'Unknown',
            `error acquiring repo lock: ${messageOf(error)}`,
          );
        }
      },
    });
}
