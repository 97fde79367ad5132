import { Mark } from '@portolan/plugin-answers-react';

/** What the row of an environment has a cell for, in the order of the columns. */
export const signalNames = [
  'deployed',
  'trust',
  'guardrails',
  'health',
] as const;

export type SignalName = (typeof signalNames)[number];

export const signalTitles: Readonly<Record<SignalName, string>> = {
  deployed: 'Deployed',
  trust: 'Trust',
  guardrails: 'Guardrails',
  health: 'Health',
};

/** What one signal says of one environment. */
export type Said = {
  environment: string;
  /** What the signal's own tab calls the environment. */
  name: string;
  mark: Mark;
  content: JSX.Element;
};

/** A column: each is asked, and fails, alone. */
export type Signal = {
  state: 'waiting' | 'said' | 'silent';
  /** What is known, also while it does not answer now. */
  said: readonly Said[];
};

export type Signals = Readonly<Record<SignalName, Signal>>;
