import { RunSubject } from '../runs/Run';

/** What a run can prove of itself. */
export type RunIdentity = {
  subject: RunSubject;
  id: string;
  runUrl: string;
  attempt: number;
};
