// What a process of the bench says to the one that started it, and is asked by it.
const { fork } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');

/** In the process: answers questions by name. A question whose answer throws ends the process. */
function answer(answers) {
  process.on('message', async ({ id, question, input }) => {
    try {
      process.send({ id, answer: await answers[question](input) });
    } catch (error) {
      process.send({ id, error: String(error.stack ?? error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
}

/** In the process: says something that nobody asked for. */
const tell = told => process.send({ told });

/**
 * Starts `name` beside this file, from source.
 *
 * @returns how to ask it, and how to end it as a machine that fails does
 */
function start(name, input, { toolchain, args = [], onTold }) {
  const child = fork(path.join(__dirname, name), [JSON.stringify(input)], {
    execPath: toolchain.node,
    execArgv: args,
    env: { ...toolchain.env, NODE_ENV: 'production', LOG_LEVEL: 'warn' },
  });
  const waiting = new Map();
  let last = 0;
  const gone = once(child, 'exit');
  child.on('message', ({ id, error, answer: value, told }) => {
    if (told) {
      onTold?.(told);
      return;
    }
    // The loader that runs the sources tells which files it read.
    if (!waiting.has(id)) return;
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(`${name}: ${error}`));
    else resolve(value);
  });
  gone.then(() =>
    waiting.forEach(({ reject }) => reject(new Error(`${name} ended`))),
  );
  return {
    pid: child.pid,
    ask: (question, value) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        child.send({ id: last, question, input: value });
      }),
    kill: async (signal = 'SIGKILL') => {
      child.kill(signal);
      await gone;
    },
  };
}

module.exports = { answer, start, tell };
