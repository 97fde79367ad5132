import type { Answer, Question } from './Answer';

/** One answered question about a digest, with what it rests on. */
export type Check = {
  question: Question;
  answer: Answer;
  /** Why, for programs. */
  code: string;
  /** Why, for a person: one sentence. */
  sentence: string;
  expected: string;
  found: string;
  /** Digests of the evidence, and names of reports, that decided it. */
  evidence: readonly string[];
  /** ISO 8601: how fresh it is. */
  asOf: string;
  /** What to do about it; present on everything that is no pass. */
  next?: NextStep;
};

export type NextStep =
  | { kind: 'link'; title: string; url: string }
  | { kind: 'command'; title: string; command: string };
