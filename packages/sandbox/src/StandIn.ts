import { Faults } from './faults/Faults';

/** A running stand-in for one outside system. */
export interface StandIn {
  /** The system's name, the same as its folder's under `systems/`; unique in one sandbox (`kubernetes-prod`). */
  readonly name: string;
  /** Where it listens, without a trailing slash: `http://127.0.0.1:7010`. */
  readonly url: string;
  /** What it has been told to do wrong. */
  readonly faults: Faults;
  /** Stops listening, ends open streams and writes what is not yet on disk. Safe to call twice. */
  close(): Promise<void>;
}

/** What every stand-in is started with. */
export interface StandInOptions {
  /** The folder that holds this stand-in's state; made when missing, kept between starts. */
  directory: string;
  /** Port on the loopback address; 0 or absent picks a free one. */
  port?: number;
  /** The present time; tests pass their own. */
  now?: () => Date;
}
