import http from 'node:http';
import { listen } from '../../../http/listen';

/** Passes requests on with a token, as `kubectl proxy` does. */
export async function startTokenProxy(options: {
  target: string;
  token: string;
}): Promise<{ url: string; close(): Promise<void> }> {
  const { url, close } = await listen((req, res) => {
    const passed = http.request(
      new URL(req.url!, options.target),
      {
        method: req.method,
        headers: { ...req.headers, authorization: `Bearer ${options.token}` },
      },
      answer => {
        res.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(res);
      },
    );
    passed.on('error', () => res.destroy());
    res.on('close', () => passed.destroy());
    req.pipe(passed);
  });
  return { url, close };
}
