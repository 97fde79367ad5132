import type { Answer } from './Answer';
import type { SourceFreshness } from './Verdict';

/** One row of what runs: a container's digest in an environment. */
export type FleetItem = {
  /** Absent for what belongs to no entity. */
  entityRef?: string;
  owner?: string;
  system?: string;
  environment?: string;
  cluster: string;
  namespace: string;
  workload: { kind: string; name: string };
  container: string;
  image: string;
  digest?: string;
  answer: Answer;
  signed: Answer;
  scanned: Answer;
  source: Answer;
  criticals?: number;
  highs?: number;
  /** ISO 8601: since when the answer is this one. */
  since: string;
};

export type FleetFilter = {
  answer?: readonly Answer[];
  owner?: readonly string[];
  system?: readonly string[];
  environment?: readonly string[];
  /** Only what belongs to no entity, or only what does. */
  owned?: boolean;
  /** Part of a name, image or digest. */
  text?: string;
};

export const fleetSorts = ['worst', 'since', 'name', 'criticals'] as const;

export type FleetSort = (typeof fleetSorts)[number];

export type FleetPage = {
  items: readonly FleetItem[];
  /** All rows that match, not only this page's. */
  total: number;
  /** For the next page; absent on the last. */
  cursor?: string;
  sources: readonly SourceFreshness[];
};

/** The four numbers above the list, which are filters too. */
export type FleetCounts = {
  running: number;
  byAnswer: Readonly<Record<Answer, number>>;
  unowned: number;
};

/** An answer that changed. */
export type Transition = {
  entityRef?: string;
  environment?: string;
  digest: string;
  question: 'signed' | 'scanned' | 'source' | 'deploy';
  /** Absent for the first answer. */
  from?: string;
  to: string;
  why: string;
  /** ISO 8601. */
  at: string;
};
