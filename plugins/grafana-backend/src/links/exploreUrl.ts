/** The time that a page shows: relative, or milliseconds since 1970. */
export type TimeRange = { from: string; to: string };

export type ExploreQuery = {
  dataSource: { uid: string; type: string };
  expr: string;
  range: TimeRange;
};

/**
 * An Explore page with one query. Grafana 10 moved the state from `left` to
 * `panes`; a version that is hidden is taken for a recent one.
 * https://grafana.com/docs/grafana/latest/explore/get-started-with-explore/
 */
export function exploreUrl(
  grafana: { browserUrl: string; version: string },
  { dataSource, expr, range }: ExploreQuery,
): string {
  const pane = {
    datasource: dataSource.uid,
    queries: [
      {
        refId: 'A',
        datasource: { type: dataSource.type, uid: dataSource.uid },
        expr,
        queryType: 'range',
      },
    ],
    range,
  };
  const parameters = new URLSearchParams(
    isBefore(grafana.version, 10)
      ? { orgId: '1', left: JSON.stringify(pane) }
      : {
          schemaVersion: '1',
          orgId: '1',
          panes: JSON.stringify({ portolan: pane }),
        },
  );
  return `${grafana.browserUrl}/explore?${parameters}`;
}

function isBefore(version: string, major: number): boolean {
  const found = /^(\d+)\./.exec(version);
  return found !== null && Number(found[1]) < major;
}
