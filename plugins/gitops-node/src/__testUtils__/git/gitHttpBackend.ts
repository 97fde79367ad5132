import { RequestHandler } from 'express';
import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';

/** Git's own CGI program over the bare repositories below `root`. */
export function gitHttpBackend(root: string): RequestHandler {
  return async (req, res, next) => {
    try {
      const child = spawn('git', ['http-backend'], {
        env: {
          PATH: process.env.PATH,
          GIT_PROJECT_ROOT: root,
          GIT_HTTP_EXPORT_ALL: '1',
          REMOTE_USER: 'portal',
          REQUEST_METHOD: req.method,
          PATH_INFO: req.path,
          QUERY_STRING: req.url.split('?')[1] ?? '',
          CONTENT_TYPE: req.headers['content-type'] ?? '',
        },
      });
      req.pipe(child.stdin);
      const output = await buffer(child.stdout);
      const end = output.indexOf('\r\n\r\n');
      for (const line of output.subarray(0, end).toString().split('\r\n')) {
        const [name, value] = line.split(': ');
        if (name === 'Status') res.status(Number.parseInt(value, 10));
        else res.setHeader(name, value);
      }
      res.end(output.subarray(end + 4));
    } catch (error) {
      next(error);
    }
  };
}
