import { startSandbox, SandboxOptions } from '../Sandbox';

/** What a parent process is told over IPC; without one it is printed. */
type Message =
  | { type: 'progress'; text: string }
  | { type: 'listening'; env: Record<string, string> }
  | { type: 'ready' }
  | { type: 'failed'; text: string };

function tell(message: Message): void {
  if (process.send) process.send(message);
  if ('text' in message) console.log(message.text);
  else console.log(message.type);
}

/** Runs the sandbox until it is told to stop. */
export async function start(
  options: Omit<SandboxOptions, 'onProgress' | 'onListening'>,
): Promise<void> {
  let stopped = false;
  try {
    const sandbox = await startSandbox({
      ...options,
      onProgress: text => tell({ type: 'progress', text }),
      onListening: env => tell({ type: 'listening', env }),
    });
    const stop = async () => {
      if (stopped) return;
      stopped = true;
      await sandbox.close();
      process.exit(0);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    process.on('disconnect', stop);
    await sandbox.seeded;
    tell({ type: 'ready' });
  } catch (error) {
    if (stopped) return;
    console.error(error);
    tell({
      type: 'failed',
      text: error instanceof Error ? error.message : String(error),
    });
    process.exit(1);
  }
}
