import type { ResourceRef } from '@portolan/plugin-guardrails-common';

/** What is kept of a PolicyException, new or old. */
export type ParsedException = {
  exception: ResourceRef;
  /** Which policies; without rules, all of them. */
  policies: { policy: string; kind?: string; rules: string[] }[];
  /** Namespaces that it can match, with `*` and `?`; absent when it is not limited to some by name. */
  namespaces?: string[];
  /** What limits it beside that, in its own words: images, values, conditions. */
  limits: string[];
  reason?: string;
  /** Other properties that it carries: a ticket, an owner. */
  properties: Record<string, string>;
  /** ISO 8601; absent when it never ends. */
  expiresAt?: string;
};
