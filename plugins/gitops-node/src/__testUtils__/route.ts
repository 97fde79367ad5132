import { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';

/** Passes what an asynchronous route throws to express. */
export function route(
  handle: (req: Request, res: Response) => Promise<void>,
): RequestHandler {
  return (req, res, next) => {
    handle(req, res).catch(next);
  };
}

/** The body, when it holds exactly what the host documents; otherwise `status` is answered. */
export function readBody<T extends z.ZodTypeAny>(
  req: Request,
  res: Response,
  options: { schema: T; status: number },
): z.output<T> | undefined {
  const parsed = options.schema.safeParse(req.body);
  if (parsed.success) return parsed.data;
  res.status(options.status).json({
    message: `Invalid request: ${parsed.error.issues
      .map(issue => `${issue.path.join('.')} ${issue.message}`)
      .join(', ')}`,
  });
  return undefined;
}
