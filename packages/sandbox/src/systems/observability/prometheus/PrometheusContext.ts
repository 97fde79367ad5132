import type { RuleEngine } from './rules/RuleEngine';
import type { Scraper } from './scrape/Scraper';
import type { SeriesStore } from './SeriesStore';

/** What every route of the Prometheus stand-in works with. */
export type PrometheusContext = {
  store: SeriesStore;
  scraper: Scraper;
  rules: RuleEngine;
  now: () => Date;
};
