import type { FastifyInstance } from 'fastify';

export interface About {
  name: string;
  commit: string;
}

/** The first resource of the API in `openapi.yaml`; yours go beside it. */
export function aboutRoutes(
  server: FastifyInstance,
  options: { about: About },
): void {
  server.get('/v1/about', () => options.about);
}
