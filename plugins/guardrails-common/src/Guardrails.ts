import type { Answer } from './Answer';
import type { MeshMode, MeshState } from './Mesh';
import type {
  PolicyResult,
  ResourceRef,
  ResultState,
  Severity,
  Stage,
} from './PolicyResult';

/** Results by what they say. `unevaluated` are workloads that no result speaks of, `stale` results that count for nothing. */
export type ResultCounts = Readonly<Record<ResultState, number>> & {
  readonly unevaluated: number;
  readonly stale: number;
};

/**
 * Why a cell says what it says:
 * - `clean`: everything that runs was evaluated, nothing is open
 * - `open`: results that are no pass
 * - `excepted`: nothing is open but for exceptions
 * - `never-evaluated`: no report speaks of anything here
 * - `partly-evaluated`: some workloads were not evaluated
 * - `stale`: what was reported may no longer be true
 * - `no-data`: a source cannot be read
 * - `nothing-runs`: there is nothing to evaluate
 * - `off`: the control does not select this namespace
 * - `outside-mesh`: pods that are not in the mesh (of mTLS)
 */
export const cellCodes = [
  'clean',
  'open',
  'excepted',
  'never-evaluated',
  'partly-evaluated',
  'stale',
  'no-data',
  'nothing-runs',
  'off',
  'outside-mesh',
] as const;

export type CellCode = (typeof cellCodes)[number];

/** One control in one namespace. */
export type ControlCell = {
  control: string;
  /** Of a policy control, its stage; of mTLS, its mode. */
  stage: Stage | MeshMode;
  /** Absent where there is nothing to answer: `off`, `nothing-runs`. */
  answer?: Answer;
  code: CellCode;
  /** One sentence for a person. */
  sentence: string;
  counts: ResultCounts;
  /** ISO 8601: the oldest result that it rests on; absent without results. */
  asOf?: string;
};

/** A column of the matrix: policies that ask the same, in audit and in enforce, or mTLS. */
export type Control = {
  id: string;
  title: string;
  kind: 'policy' | 'mesh';
  /** What it asks, in the policy's words. */
  description?: string;
  severity?: Severity;
  category?: string;
};

export type MatrixRow = {
  cluster: string;
  namespace: string;
  environment?: string;
  /** Who owns what runs there. */
  owners: readonly string[];
  /** One for each control, in the order of the page's controls. */
  cells: readonly ControlCell[];
};

export type MatrixPage = {
  controls: readonly Control[];
  items: readonly MatrixRow[];
  /** All namespaces that match. */
  total: number;
  cursor?: string;
  sources: readonly SourceFreshness[];
};

export type MatrixFilter = {
  cluster?: readonly string[];
  owner?: readonly string[];
  environment?: readonly string[];
  /** Only namespaces where a control has this answer. */
  answer?: readonly Answer[];
  /** Only namespaces where a control has this stage or mode. */
  stage?: readonly (Stage | MeshMode)[];
  /** Part of a namespace's name. */
  text?: string;
};

/** Everything about a namespace, for the panel that a cell opens. */
export type NamespaceDetail = {
  cluster: string;
  namespace: string;
  environment?: string;
  labels: Readonly<Record<string, string>>;
  owners: readonly string[];
  controls: readonly Control[];
  cells: readonly ControlCell[];
  mesh: MeshState;
  exceptions: readonly ExceptionItem[];
  sources: readonly SourceFreshness[];
};

/** What the portal says of a component, one entry for each environment that it runs in. */
export type ComponentGuardrails = {
  entityRef: string;
  environments: readonly EnvironmentGuardrails[];
  sources: readonly SourceFreshness[];
};

export type EnvironmentGuardrails = {
  /** As configured; the namespace's name where no environment is configured for it. */
  environment: string;
  cluster: string;
  namespace: string;
  /** Absent when nothing runs. */
  answer?: Answer;
  code: CellCode;
  /** `1 high (audit)`, `No violations`, `Never evaluated`. */
  sentence: string;
  /** Open violations: `fail`, `error` and `unknown` that no exception covers. */
  open: Readonly<Record<Severity, number>>;
  excepted: number;
  /** How many of the open ones are refused in this very namespace at the next change. */
  blocksHere: number;
  /** How many would be refused in environments that come later, by environment: what stops a promotion. */
  blocksIn: readonly { environment: string; count: number }[];
  cells: readonly ControlCell[];
  mesh: MeshState;
  asOf?: string;
};

export type ResultFilter = {
  environment?: readonly string[];
  cluster?: readonly string[];
  namespace?: readonly string[];
  control?: readonly string[];
  result?: readonly ResultState[];
  severity?: readonly Severity[];
  stage?: readonly Stage[];
  owner?: readonly string[];
  /** Only what belongs to no entity, or only what does. */
  owned?: boolean;
  text?: string;
};

export type ResultPage = {
  /** The worst first. */
  items: readonly PolicyResult[];
  total: number;
  cursor?: string;
  sources: readonly SourceFreshness[];
};

/** A policy as it stands in a cluster. */
export type PolicyItem = {
  cluster: string;
  policy: ResourceRef;
  control: string;
  title: string;
  description?: string;
  category?: string;
  severity: Severity;
  /** What it does in each stage's namespaces: as validationActions, failureAction or bindings say. */
  actions: readonly string[];
  /** Whether its controller says that it is in force; absent where it does not say. */
  ready?: boolean;
  /** Whether it is evaluated for what already runs. */
  background: boolean;
  /** In how many namespaces it holds, by stage. */
  namespaces: Readonly<Record<Stage, number>>;
};

export type PolicyDetail = PolicyItem & {
  /** YAML, without managedFields. */
  text: string;
};

export type PolicyList = {
  items: readonly PolicyItem[];
  sources: readonly SourceFreshness[];
};

/** An exception that exists in a cluster. */
export type ExceptionItem = {
  cluster: string;
  exception: ResourceRef;
  /** Which policies, and of old ones which rules, it excepts. */
  policies: readonly { policy: string; rules: readonly string[] }[];
  /** Which controls that touches. */
  controls: readonly string[];
  /** Namespaces that it can match; absent when it is not limited to some. */
  namespaces?: readonly string[];
  reason?: string;
  /** ISO 8601; absent when it never ends. */
  expiresAt?: string;
  expired: boolean;
};

export type ExceptionList = {
  items: readonly ExceptionItem[];
  sources: readonly SourceFreshness[];
};

/** How fresh what is shown is. */
export type SourceFreshness = {
  /** Absent where it is no cluster. */
  cluster?: string;
  /** The watched kind: `policy-reports`, `pods`, `peer-authentications`, …; without cluster `catalog`. */
  kind: string;
  state: 'current' | 'listing' | 'not installed' | 'denied' | 'unreachable';
  /** ISO 8601: when it was last known to be complete; absent when it never was. */
  asOf?: string;
  /** For a person; absent when it is current. */
  cause?: string;
};
