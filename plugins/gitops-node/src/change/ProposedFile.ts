/** What the base branch is to hold at one path. */
export type ProposedFile =
  | {
      path: string;
      /**
       * - `replace`: the file holds exactly this
       * - `keep`: the file is made when it is missing; one that exists belongs to
       *   somebody else by now (a digest that a pipeline writes) and is left alone
       */
      mode: 'replace' | 'keep';
      content: string | Buffer;
    }
  | { path: string; mode: 'delete' };

/** A file as a Git host lists it. */
export type FileEntry = {
  /** Git's name of its content. */
  sha: string;
  executable: boolean;
};

/** One file's part of a commit, with what it replaces so that a host can notice that the base moved. */
export type FileChange =
  | { operation: 'create'; path: string; content: Buffer }
  | {
      operation: 'update';
      path: string;
      content: Buffer;
      replaces: FileEntry;
    }
  | { operation: 'delete'; path: string; replaces: FileEntry };
