const started = Date.now();
const seconds = since => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Prints one line of progress, stamped with the time since the start. */
export function say(line) {
  console.log(`${seconds(started).padStart(8)}  ${line}`);
}

/** Runs a step and tells how long it took; what is already done stays silent about time. */
export async function step(title, work) {
  const begun = Date.now();
  say(`${title} …`);
  const outcome = await work();
  say(`${title}: ${outcome ?? 'done'} (${seconds(begun)})`);
  return outcome;
}
