import { ApplicationStatus } from '../objects/Application';
import { ResourceNode } from './ResourceNode';

/** What an Application's status says of its tree: the images that run, and where it can be reached. */
export function summarizeTree(
  nodes: readonly ResourceNode[] = [],
): NonNullable<ApplicationStatus['summary']> {
  const images = sorted(nodes.flatMap(node => node.images ?? []));
  const externalURLs = sorted(
    nodes.flatMap(node => node.networkingInfo?.externalURLs ?? []),
  );
  return {
    ...(images.length && { images }),
    ...(externalURLs.length && { externalURLs }),
  };
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
