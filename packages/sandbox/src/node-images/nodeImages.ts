import { createHash } from 'node:crypto';

/**
 * Public images that the sandbox's nodes have already, as if somebody had
 * pulled them: nothing of the sandbox leaves the machine. Their content is
 * known by name alone.
 */
const images = [
  'docker.io/istio/proxyv2:1.30.3',
  'docker.io/library/busybox:latest',
];

/** Digest by image reference. */
export const nodeImages: Readonly<Record<string, string>> = Object.fromEntries(
  images.map(image => [
    image,
    `sha256:${createHash('sha256').update(image).digest('hex')}`,
  ]),
);
