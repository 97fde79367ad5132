import { JsonObject } from '@backstage/types';

/** A running Git host with the organisation `meridian`, empty at first. */
export interface GitHostUnderTest {
  url: string;
  /** For a clone. */
  credentials: { username: string; password: string };
  /** What `integrations:` holds for it, when it is reached at another address. */
  integrations(at: { host: string; url: string }): JsonObject;
  /** Somebody with the right to approves a pull request. */
  approve(fullName: string, number: number): Promise<void>;
  /** Whether it does things in the background, so that waiting for it has to be real. */
  takesTime?: boolean;
  close(): Promise<void>;
}
