import http from 'node:http';
import { listen } from '../../../http/listen';

/** A proxy before a cluster that has no rights of its own to give. */
export interface TokenProxy {
  readonly url: string;
  /** Sends `If-Modified-Since` with the next request, as a client that has the answer in its cache. */
  revalidateNext(): void;
  close(): Promise<void>;
}

/** Passes requests on with a token, as `kubectl proxy` does. */
export async function startTokenProxy(options: {
  target: string;
  token: string;
}): Promise<TokenProxy> {
  let revalidates = false;
  const { url, close } = await listen((req, res) => {
    const passed = http.request(
      new URL(req.url!, options.target),
      {
        method: req.method,
        headers: {
          ...req.headers,
          authorization: `Bearer ${options.token}`,
          ...(revalidates && {
            'if-modified-since': 'Fri, 31 Dec 9999 23:59:59 GMT',
          }),
        },
      },
      answer => {
        res.writeHead(answer.statusCode!, answer.headers);
        res.flushHeaders();
        answer.pipe(res);
      },
    );
    revalidates = false;
    passed.on('error', () => res.destroy());
    res.on('close', () => passed.destroy());
    req.pipe(passed);
  });
  return {
    url,
    revalidateNext: () => {
      revalidates = true;
    },
    close,
  };
}
