import type { ExitCode } from '../ExitCode';
import type { Io } from '../Io';

/** What every command is connected to. */
export type Wiring = {
  io: Io;
  /** Is told how the command ended. */
  onExit: (code: ExitCode) => void;
};
