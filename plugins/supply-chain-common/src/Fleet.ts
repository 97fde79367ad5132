import type { Answer, Question } from './Answer';
import type { ContainerRole, SourceFreshness } from './Verdict';

/** One row of what runs: a container's digest in an environment. */
export type FleetItem = {
  /** Stays the same while this digest runs in this container. */
  id: string;
  /** Absent for what belongs to no entity. */
  entityRef?: string;
  /** The entities that say it is theirs, where there are several: then it belongs to none. */
  claimedBy?: readonly string[];
  owner?: string;
  system?: string;
  environment?: string;
  cluster: string;
  namespace: string;
  workload: { kind: string; name: string };
  container: string;
  role: ContainerRole;
  image: string;
  digest?: string;
  pods: number;
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
  /** References of entities that it belongs to. */
  component?: readonly string[];
  digest?: readonly string[];
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
  byWorstFinding: Readonly<Record<WorstFinding, number>>;
};

/** The worst that scanners found in an image: `none` is neither critical nor high, `unscanned` that nobody knows. */
export const worstFindings = ['critical', 'high', 'none', 'unscanned'] as const;

export type WorstFinding = (typeof worstFindings)[number];

/** What the rows of what runs can be taken together by. */
export const fleetGroupings = ['owner', 'system', 'image'] as const;

export type FleetGrouping = (typeof fleetGroupings)[number];

export const fleetGroupSorts = [
  'worst',
  'name',
  'criticals',
  'containers',
] as const;

export type FleetGroupSort = (typeof fleetGroupSorts)[number];

/** Everything that runs of one owner, one system or one image. */
export type FleetGroup = {
  /** An owner, a system or a digest; absent for rows without one. */
  key?: string;
  /** One of the names by which pods ask for the image, of groups by image. */
  image?: string;
  /** The worst of its rows, and the worst answer to each question. */
  answer: Answer;
  signed: Answer;
  scanned: Answer;
  source: Answer;
  byAnswer: Readonly<Record<Answer, number>>;
  /** Rows: containers with their digests. */
  containers: number;
  workloads: number;
  components: number;
  environments: number;
  /** Of the image that has most of them; absent where no image was scanned. */
  criticals?: number;
  highs?: number;
};

export type FleetGroupPage = {
  items: readonly FleetGroup[];
  /** All groups, not only this page's. */
  total: number;
  cursor?: string;
  sources: readonly SourceFreshness[];
};

/** How much ran by answer at the end of a day, in UTC. */
export type DayOfAnswers = {
  /** e.g. `2026-11-26`. */
  day: string;
  /** Absent where the portal did not look on that day. */
  byAnswer?: Readonly<Record<Answer, number>>;
};

export type AnswerHistory = {
  /** The oldest first, each day once; the last one is today, so far. */
  items: readonly DayOfAnswers[];
};

/** An answer that changed, or a digest that took the place of another one. */
export type Transition = {
  id: string;
  entityRef?: string;
  /** Of deploys; the answers about a digest are the same in all environments. */
  environment?: string;
  cluster?: string;
  namespace?: string;
  workload?: { kind: string; name: string };
  container?: string;
  digest: string;
  question: Question | 'deploy';
  /** An answer, or of a deploy the digest before; absent for the first. */
  from?: string;
  /** An answer, or of a deploy the digest; absent where nothing runs any more. */
  to?: string;
  /** A check's code, and a sentence. */
  code?: string;
  why: string;
  /** ISO 8601. */
  at: string;
};

export type TransitionPage = {
  /** The newest first. */
  items: readonly Transition[];
  cursor?: string;
};
