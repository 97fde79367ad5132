import { Request, Response } from 'express';
import { RegistryContext } from '../RegistryContext';
import { RegistryError } from '../RegistryError';
import { paginate, sendJson } from './answers';

export function sendCatalog(
  req: Request,
  res: Response,
  context: RegistryContext,
): void {
  const names = context.repositories.names();
  const { page, link } = paginate(req, names, '/v2/_catalog');
  if (link) res.setHeader('Link', link);
  sendJson(res, { repositories: page });
}

export function sendTags(
  req: Request,
  res: Response,
  context: RegistryContext,
  name: string,
): void {
  if (!context.repositories.isKnown(name)) {
    throw new RegistryError({ code: 'NAME_UNKNOWN', detail: { name } });
  }
  const tags = context.repositories.tags(name).map(([tag]) => tag);
  const { page, link } = paginate(req, tags, `/v2/${name}/tags/list`);
  if (link) res.setHeader('Link', link);
  sendJson(res, { name, tags: page });
}
