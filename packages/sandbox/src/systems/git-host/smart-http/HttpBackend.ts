import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { runProgram } from '../../../processes/runProgram';
import { Git } from '../git/Git';

/** What `git http-backend` offers to clients; the same as the real Gitea. */
const settings: Record<string, string> = {
  'http.receivepack': 'true',
  'uploadpack.allowAnySHA1InWant': 'true',
  'uploadpack.allowFilter': 'true',
  'receive.advertisePushOptions': 'true',
  // Moved by the server only.
  'receive.hideRefs': 'refs/pull/',
};

const endOfHeader = '\r\n\r\n';
const withoutAnswer = 'git http-backend ended without an answer';

export type BackendRequest = {
  method: string;
  /** Below the folder of repositories: `/7.git/info/refs`. */
  path: string;
  query: string;
  user?: string;
  contentType?: string;
  contentLength?: string;
  contentEncoding?: string;
  /** The `Git-Protocol` header: asks for version 2. */
  protocol?: string;
  env?: Record<string, string>;
};

export type BackendAnswer = {
  status: number;
  contentType?: string;
  body: Readable;
};

/** git's own HTTP server program, which speaks CGI. */
export class HttpBackend {
  readonly #git: Git;
  readonly #projectRoot: string;
  readonly #hooksPath: string;

  constructor(options: { git: Git; projectRoot: string; hooksPath: string }) {
    this.#git = options.git;
    this.#projectRoot = options.projectRoot;
    this.#hooksPath = options.hooksPath;
  }

  /** Answers as soon as git has written its header; the body follows. */
  async answer(
    request: BackendRequest,
    body: Readable,
  ): Promise<BackendAnswer> {
    const child = spawn('git', ['http-backend'], {
      cwd: this.#projectRoot,
      env: this.#environmentOf(request),
    });
    // Without git, or with a client that goes away, the answer ends early: that is the error that counts.
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    child.stderr.resume();
    body.pipe(child.stdin);
    return readHeader(child);
  }

  /** The same for a request without a body, once git has written all of it: for answers as short as a list of refs. */
  async answerWhole(request: BackendRequest): Promise<BackendAnswer> {
    const { stdout } = await runProgram({
      file: 'git',
      args: ['http-backend'],
      directory: this.#projectRoot,
      env: this.#environmentOf(request),
    });
    const end = stdout.indexOf(endOfHeader);
    if (end < 0) throw new Error(withoutAnswer);
    return {
      ...parseHeader(stdout.toString('latin1', 0, end)),
      body: Readable.from([stdout.subarray(end + endOfHeader.length)], {
        objectMode: false,
      }),
    };
  }

  #environmentOf(request: BackendRequest): NodeJS.ProcessEnv {
    return {
      ...this.#git.envWith({
        ...settings,
        'core.hooksPath': this.#hooksPath,
      }),
      ...cgiVariables(request, this.#projectRoot),
    };
  }
}

function cgiVariables(
  request: BackendRequest,
  projectRoot: string,
): Record<string, string> {
  const variables: Record<string, string | undefined> = {
    GATEWAY_INTERFACE: 'CGI/1.1',
    GIT_PROJECT_ROOT: projectRoot,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: request.path,
    REQUEST_METHOD: request.method,
    QUERY_STRING: request.query,
    REMOTE_USER: request.user,
    CONTENT_TYPE: request.contentType,
    CONTENT_LENGTH: request.contentLength,
    HTTP_CONTENT_ENCODING: request.contentEncoding,
    GIT_PROTOCOL: request.protocol,
    ...request.env,
  };
  return Object.fromEntries(
    Object.entries(variables).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

async function readHeader(
  child: ChildProcessWithoutNullStreams,
): Promise<BackendAnswer> {
  let head = Buffer.alloc(0);
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf(endOfHeader);
    if (end >= 0) {
      child.stdout.unshift(head.subarray(end + endOfHeader.length));
      const header = parseHeader(head.toString('latin1', 0, end));
      return { ...header, body: child.stdout };
    }
  }
  throw new Error(withoutAnswer);
}

function parseHeader(text: string): Omit<BackendAnswer, 'body'> {
  const fields = new Map(
    text.split('\r\n').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return {
    status: parseInt(fields.get('status') ?? '200', 10),
    contentType: fields.get('content-type'),
  };
}
