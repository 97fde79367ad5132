// A verifier thread that ends when it is asked about the image of all zeros,
// and throws where nobody catches when asked about the image of all ones.
const { parentPort } = require('node:worker_threads');

const on = parentPort.on.bind(parentPort);
parentPort.on = (event, listener) =>
  on(event, request => {
    const { digest } = request.subject;
    if (/:0+$/.test(digest)) process.exit(1);
    if (/:1+$/.test(digest)) throw new Error('a defect');
    listener(request);
  });
require('../../dev/thread.cjs');
