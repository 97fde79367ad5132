import { parseArgs } from 'node:util';
import { SetupError } from './errors.mjs';

const usage = `Usage: npm start -- [options]

  --port PORT    where the portal listens (7007)
  --reset        forget the sandbox's state first: repositories, clusters, the portal's database
  --no-sandbox   only the portal, with app-config.yaml, app-config.production.yaml and your environment
  --help         this text`;

export function readStartOptions(argv) {
  let values;
  try {
    ({ values } = parseArgs({
      args: argv,
      options: {
        port: { type: 'string', default: '7007' },
        reset: { type: 'boolean', default: false },
        'no-sandbox': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new SetupError(error.message, usage);
  }
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1024 || port > 65_535) {
    throw new SetupError(
      `--port is '${values.port}': it must be a whole number from 1024 to 65535.`,
      usage,
    );
  }
  return { port, reset: values.reset, sandbox: !values['no-sandbox'] };
}
