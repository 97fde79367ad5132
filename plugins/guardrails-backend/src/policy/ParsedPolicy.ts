import type { ResourceRef, Severity } from '@portolan/plugin-guardrails-common';

/** As Kubernetes writes it; both are there. An empty one selects everything. */
export type LabelSelector = {
  matchLabels: Record<string, string>;
  matchExpressions: { key: string; operator: string; values: string[] }[];
};

/** Namespaces by name (`*` and `?` stand for anything), by label, or both at once. An empty one selects all. */
export type NamespaceTest = {
  names?: string[];
  selector?: LabelSelector;
};

/** In which namespaces something holds. */
export type Where = {
  /** Where all tests of one of these pass; everywhere when there is none. */
  include: NamespaceTest[][];
  /** But not where all tests of one of these pass. */
  exclude: NamespaceTest[][];
  /** Why nobody can tell from outside; absent when one can. */
  undecidable?: string;
};

/** Where a policy, or a rule of it, holds, and what it does there. */
export type PolicyScope = {
  where: Where;
  /** What it does where no override says otherwise; `unknown` when it does not say. */
  stage: 'audit' | 'enforce' | 'unknown';
  /** The first that matches holds. */
  overrides: { stage: 'audit' | 'enforce'; where: NamespaceTest }[];
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
  /** The policy that it was written from, when Kyverno wrote a ValidatingAdmissionPolicy. */
  madeFrom?: { kind: string; name: string };
  /** In its own words: `Deny`, `Audit`, `Enforce in prod-*`. Of a ValidatingAdmissionPolicy, its bindings say it. */
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
  /** ISO 8601: when its spec was written last, as far as the cluster tells. */
  changedAt?: string;
  /** What it does where. Empty for a ValidatingAdmissionPolicy: its bindings say it. */
  scopes: PolicyScope[];
  /** Of a ValidatingAdmissionPolicy: where its bindings can make it hold. */
  bindable?: Where;
};

/** What is kept of a ValidatingAdmissionPolicyBinding. */
export type ParsedBinding = {
  name: string;
  /** The ValidatingAdmissionPolicy that it binds. */
  policy: string;
  actions: string[];
  scope: PolicyScope;
};
