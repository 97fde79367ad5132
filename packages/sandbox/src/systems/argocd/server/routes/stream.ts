import { Request, Response } from 'express';
import { ObjectChange } from '../../../../kubernetes-client/Informer';
import { Application, projectOf } from '../../objects/Application';
import { may } from '../Accounts';
import { startJson } from '../answers';
import {
  ArgoCdContext,
  callerOf,
  queryList,
  queryText,
} from '../ArgoCdContext';
import { findApplication, rbacName } from '../findApplication';
import { matchesSelector } from '../matchesSelector';
import { RouteTable } from '../RouteTable';
import { selectEventFields } from '../selectFields';
import { toApiApplication, withResourceHealth } from '../toApiApplication';

/** Changes as they happen. Nothing is sent before the first event, not even headers: so it is with Argo CD. */
export function addStreamRoutes(
  routes: RouteTable,
  context: ArgoCdContext,
): void {
  routes
    .add('/api/v1/stream/applications', {
      get: (req, res) => {
        const caller = callerOf(context, req);
        const isWanted = wantedBy(req);
        const send = openStream(context, req, res);
        const tell = (type: string, application: Application) => {
          const visible = may(caller, {
            resource: 'applications',
            action: 'get',
            object: rbacName(application),
          });
          if (!visible || !isWanted(application)) return;
          const event = {
            type,
            application: toApiApplication(
              withResourceHealth(application, context.clusters),
            ),
          };
          send(selectEventFields(event, queryText(req, 'fields')));
        };
        // A reader that names a version has the list already.
        if (!queryText(req, 'resourceVersion') || queryText(req, 'name')) {
          context.store.list().forEach(each => tell('ADDED', each));
        }
        const stop = context.store.onChange(change => {
          const application = (change.after ?? change.before) as Application;
          tell(eventType(change), application);
        });
        res.on('close', stop);
      },
    })
    .add('/api/v1/stream/applications/:name/resource-tree', {
      get: async (req, res) => {
        const { application } = await findApplication(context, req, 'get');
        const send = openStream(context, req, res);
        let sent = '';
        const tell = () => {
          const tree = context.controller.treeOf(application);
          const text = JSON.stringify(tree);
          if (text !== sent) send(tree);
          sent = text;
        };
        tell();
        const { cache } = context.clusters.find(application.spec.destination);
        let due: NodeJS.Timeout | undefined;
        const stop = cache.onChange(() => {
          due ??= setTimeout(() => {
            due = undefined;
            tell();
          }, 200);
        });
        res.on('close', () => {
          clearTimeout(due);
          stop();
        });
      },
    });
}

function openStream(context: ArgoCdContext, req: Request, res: Response) {
  startJson(res);
  const unregister = context.faults.onDropStreams(() => res.destroy());
  res.on('close', unregister);
  req.on('error', unregister);
  return (result: unknown) => res.write(`${JSON.stringify({ result })}\n`);
}

function wantedBy(req: Request): (application: Application) => boolean {
  const projects = [
    ...queryList(req, 'project'),
    ...queryList(req, 'projects'),
  ];
  const name = queryText(req, 'name');
  const selector = queryText(req, 'selector');
  return application =>
    (!name || application.metadata.name === name) &&
    (!projects.length || projects.includes(projectOf(application))) &&
    matchesSelector(application.metadata.labels, selector);
}

function eventType({ before, after }: ObjectChange): string {
  if (!after) return 'DELETED';
  return before ? 'MODIFIED' : 'ADDED';
}
