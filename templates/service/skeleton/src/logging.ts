import type { FastifyServerOptions } from 'fastify';
import type { Config } from './config.ts';

/** One JSON object a line, with the field names that log collectors look for. */
export function loggerOptions(options: {
  service: string;
  config: Config;
}): NonNullable<FastifyServerOptions['logger']> {
  return {
    level: options.config.logLevel,
    base: { service: options.service, commit: options.config.commit },
    messageKey: 'message',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: label => ({ level: label }) },
  };
}
