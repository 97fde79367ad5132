const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export interface Config {
  /** Address to listen on. */
  host: string;
  /** Port to listen on; 0 takes a free one. */
  port: number;
  logLevel: (typeof logLevels)[number];
  /** The commit that this build was made from. */
  commit: string;
  /** How long it still serves after SIGTERM, so that load balancers notice that it is no longer ready. */
  shutdownDelayMs: number;
  /** How long requests that are under way may take after that. */
  shutdownTimeoutMs: number;
}

/**
 * Reads the configuration from the environment.
 *
 * @throws one error that names every variable that is wrong
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];

  const wholeNumber = (
    name: string,
    options: { fallback: number; maximum: number },
  ): number => {
    const text = env[name];
    if (text === undefined || text === '') return options.fallback;
    const number = Number(text);
    if (/^\d+$/.test(text) && number <= options.maximum) return number;
    problems.push(
      `${name} must be a whole number from 0 to ${options.maximum}, not "${text}"`,
    );
    return options.fallback;
  };

  const logLevel = env.LOG_LEVEL ?? 'info';
  const config: Config = {
    host: env.HOST ?? '0.0.0.0',
    port: wholeNumber('PORT', { fallback: 8080, maximum: 65_535 }),
    logLevel: logLevels.find(level => level === logLevel) ?? 'info',
    commit: env.GIT_COMMIT ?? 'unknown',
    shutdownDelayMs: wholeNumber('SHUTDOWN_DELAY_MS', {
      fallback: 5_000,
      maximum: 60_000,
    }),
    shutdownTimeoutMs: wholeNumber('SHUTDOWN_TIMEOUT_MS', {
      fallback: 20_000,
      maximum: 600_000,
    }),
  };
  if (config.logLevel !== logLevel) {
    problems.push(
      `LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${logLevel}"`,
    );
  }
  if (problems.length > 0) {
    throw new Error(`Configuration: ${problems.join('; ')}`);
  }
  return config;
}
