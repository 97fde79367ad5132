/** Where a program writes text to. */
export type Output = {
  write(text: string): void;
  readonly isTerminal: boolean;
};

/** What the command line has to do with the world; tests pass their own. */
export type Io = {
  stdout: Output;
  stderr: Output;
  stdin: AsyncIterable<Uint8Array>;
  /** Folder that relative paths start at. */
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  fetch: typeof fetch;
  now: () => Date;
};
