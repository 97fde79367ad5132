import {
  Finding,
  FindingFilter,
  FindingPage,
  severities,
} from '@portolan/plugin-supply-chain-common';
import { Knex } from 'knex';
import {
  fromCursor,
  toCursor,
  toLikePattern,
} from '@portolan/plugin-workloads-node';
import type { FindingTableRow } from './tables';

type PagedRow = FindingTableRow & { isOld: number };

/** Reads the findings of a digest, the worst first. */
export class FindingStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async list(
    digest: string,
    query: {
      filter: FindingFilter;
      /** The digest before: what it had is not new. Without it nothing is. */
      comparedWith?: string;
      limit: number;
      cursor?: string;
    },
  ): Promise<FindingPage> {
    const { filter, comparedWith, limit, cursor } = query;
    const matching = this.#select(digest, filter, comparedWith);
    const page = matching
      .clone()
      .select('findings.*')
      .select(
        comparedWith
          ? this.#database.raw(
              'case when before.digest is null then 0 else 1 end as ??',
              ['isOld'],
            )
          : this.#database.raw('1 as ??', ['isOld']),
      )
      .orderBy([
        'findings.severity',
        'findings.vulnerability',
        'findings.package',
        'findings.installed_version',
      ])
      .limit(limit + 1);
    if (cursor) {
      const after = fromCursor(cursor, 4);
      page.whereRaw(
        '(findings.severity, findings.vulnerability, findings.package, findings.installed_version) > (?, ?, ?, ?)',
        after as (string | number)[],
      );
    }
    const rows: PagedRow[] = await page;
    const [{ count }] = await matching.clone().count({ count: '*' });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(toFinding),
      total: Number(count),
      ...(rows.length > limit && last
        ? {
            cursor: toCursor([
              last.severity,
              last.vulnerability,
              last.package,
              last.installed_version,
            ]),
          }
        : {}),
    };
  }

  #select(
    digest: string,
    filter: FindingFilter,
    comparedWith: string | undefined,
  ): Knex.QueryBuilder {
    const { severity, fixable, isNew, text } = filter;
    const query: Knex.QueryBuilder = this.#database('findings').where(
      'findings.digest',
      digest,
    );
    if (comparedWith) {
      query.leftJoin({ before: 'findings' }, on => {
        on.on('before.vulnerability', 'findings.vulnerability')
          .on('before.package', 'findings.package')
          .onVal('before.digest', comparedWith);
      });
      // Another version of the same package with the same vulnerability is not new, and counts once.
      query.where(one =>
        one
          .whereNull('before.installed_version')
          .orWhere(
            'before.installed_version',
            this.#database('findings as first')
              .min('first.installed_version')
              .where('first.digest', comparedWith)
              .whereRaw('first.vulnerability = findings.vulnerability')
              .whereRaw('first.package = findings.package'),
          ),
      );
    }
    if (severity) {
      query.whereIn(
        'findings.severity',
        severity.map(one => severities.indexOf(one)),
      );
    }
    if (fixable === true) query.whereNotNull('findings.fixed_version');
    if (fixable === false) query.whereNull('findings.fixed_version');
    if (isNew !== undefined) {
      if (!comparedWith) query.whereRaw(isNew ? '1 = 0' : '1 = 1');
      else if (isNew) query.whereNull('before.digest');
      else query.whereNotNull('before.digest');
    }
    if (text) {
      const pattern = toLikePattern(text);
      query.whereRaw(
        "(lower(findings.vulnerability) like ? escape '\\' or lower(findings.package) like ? escape '\\' or lower(coalesce(findings.title, '')) like ? escape '\\')",
        [pattern, pattern, pattern],
      );
    }
    return query;
  }
}

function toFinding(row: PagedRow): Finding {
  return {
    id: row.vulnerability,
    severity: severities[row.severity] ?? 'unknown',
    package: row.package,
    installedVersion: row.installed_version,
    fixedVersion: row.fixed_version ?? undefined,
    title: row.title ?? undefined,
    url: row.url ?? undefined,
    foundBy: [
      ...(row.pipeline_since ? (['pipeline'] as const) : []),
      ...(row.cluster_since ? (['cluster'] as const) : []),
    ],
    firstSeen: row.first_seen,
    isNew: Number(row.isOld) === 0,
  };
}
