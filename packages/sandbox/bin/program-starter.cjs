// Starts programs for another process, see src/processes/runProgram.ts.
const { execFile } = require('node:child_process');

// Ctrl-C reaches a whole terminal: whoever asked for programs ends first.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit());

process.on('message', ({ id, file, args, input, options }) => {
  const child = execFile(
    file,
    args,
    { ...options, encoding: 'buffer' },
    (error, stdout, stderr) => {
      const code = error ? error.code : 0;
      process.send({
        id,
        exitCode: typeof code === 'number' ? code : undefined,
        problem: typeof code === 'number' ? undefined : error.message,
        stdout,
        stderr,
      });
    },
  );
  // A program may end before it has read all of its input: its exit code tells why, the broken pipe does not.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
});
