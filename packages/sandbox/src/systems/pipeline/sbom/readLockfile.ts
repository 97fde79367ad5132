import { z } from 'zod';

const packageSchema = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  link: z.boolean().optional(),
  name: z.string().optional(),
  dependencies: z.record(z.string()).optional(),
  optionalDependencies: z.record(z.string()).optional(),
});
const lockfileSchema = z.object({
  lockfileVersion: z.number().int().min(2).max(3),
  packages: z.record(packageSchema),
});

/** A package that runs in production. */
export type LockedPackage = {
  /** Where it is installed: `node_modules/a/node_modules/b`. */
  path: string;
  name: string;
  version: string;
  license?: string;
  /** As npm has it: `sha512-<base64>`. */
  integrity?: string;
  /** Paths of the packages that it uses. */
  uses: string[];
};

export type Lockfile = {
  /** What the root itself uses, by path. */
  rootUses: string[];
  packages: LockedPackage[];
};

/** A lock that can not be read; the message is for who committed it. */
export class LockfileError extends Error {}

/**
 * Reads a `package-lock.json` of npm 7 or later.
 *
 * @throws LockfileError
 * @see https://docs.npmjs.com/cli/configuring-npm/package-lock-json
 */
export function readLockfile(text: string): Lockfile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new LockfileError('package-lock.json is not JSON: run `npm install`');
  }
  const parsed = lockfileSchema.safeParse(json);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new LockfileError(
      `package-lock.json: ${path.join(
        '.',
      )}: ${message}: run \`npm install\` with npm 7 or later`,
    );
  }
  const { packages } = parsed.data;
  const usedBy = (path: string): string[] => {
    const { dependencies, optionalDependencies } = packages[path];
    return Object.keys({ ...dependencies, ...optionalDependencies }).flatMap(
      name => installedAt(packages, path, name) ?? [],
    );
  };
  return {
    rootUses: packages[''] ? usedBy('') : [],
    packages: Object.entries(packages)
      .filter(([path, { dev, link }]) => path && !dev && !link)
      .map(([path, found]) => ({
        path,
        name: found.name ?? path.slice(path.lastIndexOf('node_modules/') + 13),
        version: found.version ?? '0.0.0',
        license: found.license,
        integrity: found.integrity,
        uses: usedBy(path),
      })),
  };
}

/** Where Node.js finds a package from another one: in its own folder, else in those around it. */
function installedAt(
  packages: Record<string, unknown>,
  from: string,
  name: string,
): string | undefined {
  for (let folder = from; ; ) {
    const path = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (packages[path]) return path;
    if (!folder) return undefined;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
  }
}
