import type { Component } from '../../../scanner/buildSbom';

/** A line of a file that holds a secret. */
export type FoundSecret = {
  target: string;
  ruleID: string;
  title: string;
  category: string;
  severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW';
  /** The line, with stars in place of the secret. */
  match: string;
};

/** What a scanner finds when it unpacks an image. */
export type ImageContent = {
  /** Empty when the registry could not tell. */
  digest: string;
  createdAt: string;
  os: { family: string; name: string };
  components: Component[];
  secrets: FoundSecret[];
};
