export type ScopeCategory =
  | 'activitypub'
  | 'admin'
  | 'misc'
  | 'notification'
  | 'organization'
  | 'package'
  | 'issue'
  | 'repository'
  | 'user';

/** In the order in which Gitea lists a token's scopes. */
const categories: ScopeCategory[] = [
  'activitypub',
  'admin',
  'misc',
  'notification',
  'organization',
  'package',
  'issue',
  'repository',
  'user',
];

const known = new Set([
  'all',
  'public-only',
  ...categories.flatMap(category => [`write:${category}`, `read:${category}`]),
]);

/** The first of these that is no scope. */
export function unknownScope(scopes: string[]): string | undefined {
  return scopes.find(scope => !known.has(scope));
}

/** In Gitea's order, without what another scope includes. */
export function normalizeScopes(scopes: string[]): string[] {
  const given = new Set(scopes);
  const limit = given.has('public-only') ? ['public-only'] : [];
  if (given.has('all')) return [...limit, 'all'];
  return [
    ...limit,
    ...categories.flatMap(category => {
      if (given.has(`write:${category}`)) return [`write:${category}`];
      return given.has(`read:${category}`) ? [`read:${category}`] : [];
    }),
  ];
}

/** The scopes that a request needs: all of one level, read or write. */
export function requiredScopes(
  method: string,
  needed: ScopeCategory[],
): string[] {
  const level = ['GET', 'HEAD', 'OPTIONS'].includes(method) ? 'read' : 'write';
  return needed.map(category => `${level}:${category}`);
}

export function hasScopes(scopes: string[], required: string[]): boolean {
  return (
    scopes.includes('all') ||
    required.every(
      scope =>
        scopes.includes(scope) ||
        scopes.includes(scope.replace(/^read:/, 'write:')),
    )
  );
}
