/** The image that another one is built on. */
export type BaseImage = {
  /** Without tag and digest: `gcr.io/distroless/nodejs24-debian12`. */
  repository: string;
  tag?: string;
  digest?: string;
};

/** What the last stage of a Dockerfile is built from, with its ARGs filled in; undefined for `scratch`. */
export function readBaseImage(dockerfile: string): BaseImage | undefined {
  const values = new Map<string, string>();
  let base = '';
  for (const line of dockerfile.split(/\r?\n/)) {
    const [, name, value] = /^ARG\s+(\w+)=(\S+)/i.exec(line) ?? [];
    if (name && !base) values.set(name, value);
    const [, from] = /^FROM\s+(?:--\S+\s+)*(\S+)/i.exec(line) ?? [];
    if (from) base = from;
  }
  const filled = base.replace(
    /\$\{?(\w+)\}?/g,
    (all, name) => values.get(name) ?? all,
  );
  const [, repository, tag, digest] =
    /^(.+?)(?::([\w][\w.-]*))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(filled) ?? [];
  if (!repository || repository === 'scratch') return undefined;
  return { repository, tag, digest };
}
