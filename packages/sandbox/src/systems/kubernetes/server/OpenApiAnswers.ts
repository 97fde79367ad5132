import { Schemas } from '../schema';
import { Answer, ApiRequest, pageNotFound } from './ApiRequest';

/** `/openapi/v3` and the document of each group version below it. */
export class OpenApiAnswers {
  readonly #schemas: Schemas;
  readonly #now: () => Date;
  #index: { text: string; changed: Date } | undefined;

  constructor(options: { schemas: Schemas; now: () => Date }) {
    this.#schemas = options.schemas;
    this.#now = options.now;
  }

  answer(request: ApiRequest, [format, ...rest]: string[]): Answer {
    if (format !== 'v3') return pageNotFound();
    return rest.length === 0
      ? this.#indexAnswer(request)
      : this.#documentAnswer(request, rest.join('/'));
  }

  #indexAnswer(request: ApiRequest): Answer {
    const paths = Object.fromEntries(
      this.#schemas.openApiPaths().map(path => {
        const hash = this.#schemas.openApiDocument(path)?.hash;
        return [
          path,
          { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` },
        ];
      }),
    );
    const text = JSON.stringify({ paths });
    if (this.#index?.text !== text) {
      this.#index = { text, changed: this.#now() };
    }
    return this.#answerSince(request, this.#index.changed, text, {
      'content-type': 'text/plain; charset=utf-8',
    });
  }

  #documentAnswer(request: ApiRequest, path: string): Answer {
    const document = this.#schemas.openApiDocument(path);
    if (!document) return pageNotFound();
    const asked = request.query.get('hash');
    if (asked && asked !== document.hash) {
      return {
        kind: 'text',
        status: 301,
        text: '',
        headers: {
          location: `/openapi/v3/${path}?hash=${document.hash}`,
        },
      };
    }
    const etag = `"${document.hash}"`;
    const headers = {
      etag,
      vary: 'Accept',
      ...(asked && {
        'cache-control': 'public, immutable',
        expires: new Date(
          this.#now().getTime() + 365 * 24 * 3600 * 1000,
        ).toUTCString(),
      }),
    };
    if (request.headers['if-none-match'] === etag) {
      return { kind: 'text', status: 304, text: '', headers };
    }
    return {
      kind: 'text',
      status: 200,
      text: document.body,
      headers: {
        ...headers,
        'accept-ranges': 'bytes',
        'content-type': 'application/json',
        'last-modified': this.#now().toUTCString(),
      },
    };
  }

  #answerSince(
    request: ApiRequest,
    changed: Date,
    text: string,
    headers: Record<string, string>,
  ): Answer {
    const lastModified = changed.toUTCString();
    const since = request.headers['if-modified-since'];
    if (since && Date.parse(since) >= Date.parse(lastModified)) {
      return {
        kind: 'text',
        status: 304,
        text: '',
        headers: { 'last-modified': lastModified },
      };
    }
    return {
      kind: 'text',
      status: 200,
      text,
      headers: {
        ...headers,
        'accept-ranges': 'bytes',
        'last-modified': lastModified,
      },
    };
  }
}
