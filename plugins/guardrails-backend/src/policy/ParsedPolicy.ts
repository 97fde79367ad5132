import type { ResourceRef, Severity } from '@portolan/plugin-guardrails-common';

/** As Kubernetes writes it; both lists are there. An empty one selects everything. */
export type LabelSelector = {
  matchLabels: Record<string, string>;
  matchExpressions: { key: string; operator: string; values: string[] }[];
};

/** Namespaces by name (`*` and `?` stand for anything), by label, or both at once. */
export type NamespaceTest = {
  names?: string[];
  selector?: LabelSelector;
};

/** Where a policy, a rule of it or a binding of it holds, and what it does there. */
export type PolicyScope = {
  /** Of a ClusterPolicy, the rule; of a ValidatingAdmissionPolicy, the binding. */
  name?: string;
  /** What it does where no override says otherwise; `unknown` when it does not say. */
  stage: 'audit' | 'enforce' | 'unknown';
  /** The first that matches holds. */
  overrides: { stage: 'audit' | 'enforce'; where: NamespaceTest }[];
  /** It holds where all tests of one of these pass; everywhere when there is none. */
  include: NamespaceTest[][];
  /** But not where all tests of one of these pass. */
  exclude: NamespaceTest[][];
  /** Why nobody can tell from outside where it holds; absent when one can. */
  undecidable?: string;
};

/** What is kept of a policy. */
export type ParsedPolicy = {
  policy: ResourceRef;
  title: string;
  description?: string;
  category?: string;
  severity: Severity;
  docsUrl?: string;
  /** As its label names it. */
  control?: string;
  /** The policy that made it, when Kyverno wrote a ValidatingAdmissionPolicy from one. */
  madeFrom?: { kind: string; name: string };
  /** In its own words: `Deny`, `Audit`, `Enforce in prod-*`. Of a ValidatingAdmissionPolicy its bindings say it. */
  actions: string[];
  /** Whether its controller says that it is in force; absent where it does not say. */
  ready?: boolean;
  /** Why it is not ready, as its controller says. */
  readyCause?: string;
  /** Whether it is evaluated for what already runs. */
  background: boolean;
  /** Whether pods, or what makes pods, can be judged by it. */
  ofWorkloads: boolean;
  /** What it asks for: the messages of its validations, in order, or of its rules, by their name. */
  asks: { rule?: string; message: string }[];
  /** ISO 8601: when its spec was last written, as far as it tells: later than that it did not change. */
  changedAt?: string;
  /** Empty for a ValidatingAdmissionPolicy: its bindings hold somewhere. */
  scopes: PolicyScope[];
};

/** What is kept of a ValidatingAdmissionPolicyBinding. */
export type ParsedBinding = {
  name: string;
  /** The ValidatingAdmissionPolicy that it binds. */
  policy: string;
  actions: string[];
  scope: PolicyScope;
};
