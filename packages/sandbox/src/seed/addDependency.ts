/** A package of npm that needs no other. */
export type Dependency = {
  name: string;
  version: string;
  /** As npm has it: `sha512-<base64>`. */
  integrity: string;
  license: string;
};

type Edit = (before: string | undefined) => string;
type Manifest = { dependencies: Record<string, string> };
type Lock = { packages: Record<string, object> & { '': Manifest } };

/** What `npm install --save-exact` changes in a repository. */
export function addDependency({
  name,
  version,
  integrity,
  license,
}: Dependency): Record<string, Edit> {
  return {
    'package.json': editJson<Manifest>(manifest => ({
      ...manifest,
      dependencies: sorted({ ...manifest.dependencies, [name]: version }),
    })),
    'package-lock.json': editJson<Lock>(lock => {
      const { '': root, ...packages } = lock.packages;
      return {
        ...lock,
        packages: {
          '': {
            ...root,
            dependencies: sorted({ ...root.dependencies, [name]: version }),
          },
          ...sorted({
            ...packages,
            [`node_modules/${name}`]: { version, integrity, license },
          }),
        },
      };
    }),
  };
}

function editJson<T>(edit: (json: T) => object): Edit {
  return before => {
    if (before === undefined) {
      throw new Error(
        'The seed adds a dependency where there is no npm package',
      );
    }
    return `${JSON.stringify(edit(JSON.parse(before)), undefined, 2)}\n`;
  };
}

function sorted<T>(entries: Record<string, T>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(entries).sort(([a], [b]) => a.localeCompare(b, 'en')),
  );
}
