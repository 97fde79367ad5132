import { parseDocument } from 'yaml';
import { BuiltImage } from '../runs/Run';

/** What an Application deploys now. */
export type Deployed = { revision?: string; digest?: string };

const revisionPath = ['spec', 'source', 'targetRevision'];
const imagePath = ['spec', 'source', 'helm', 'valuesObject', 'image'];

export function readDeployed(text: string): Deployed {
  const document = parseDocument(text);
  const read = (path: string[]) => {
    const value = document.getIn(path);
    return typeof value === 'string' && value ? value : undefined;
  };
  return {
    revision: read(revisionPath),
    digest: read([...imagePath, 'digest']),
  };
}

/** The Application with another commit and image; everything else, comments too, stays as it is. */
export function editApplication(
  text: string,
  release: { commit: string; image: BuiltImage },
): string {
  const document = parseDocument(text);
  const [syntax] = document.errors;
  if (syntax) throw new Error(`not YAML: ${syntax.message}`);
  document.setIn(revisionPath, release.commit);
  document.setIn([...imagePath, 'repository'], release.image.repository);
  document.setIn([...imagePath, 'digest'], release.image.digest);
  return document.toString({ lineWidth: 0 });
}
