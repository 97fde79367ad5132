/** Which tile of a log is asked for: hashes of one level of the tree, or entries. */
export type TilePath = {
  /** Of tiles: level 1 holds the roots of 256 leaves each. */
  level: number | 'entries';
  index: number;
  /** How many of its 256 places are filled. */
  width: number;
};

const pathPattern =
  /^(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/**
 * Reads `0/x001/067`, `1/000.p/8`, `entries/000`.
 *
 * @returns undefined for what is no path of a tile
 * @see https://c2sp.org/tlog-tiles
 */
export function parseTilePath(path: string): TilePath | undefined {
  const [, level, groups, width = '256'] = pathPattern.exec(path) ?? [];
  if (!level || Number(width) > 256) return undefined;
  return {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replace(/[x/]/g, '')),
    width: Number(width),
  };
}
