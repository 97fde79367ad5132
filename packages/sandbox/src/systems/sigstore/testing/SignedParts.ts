import { KeyObject } from 'node:crypto';
import { RekorV1Entry } from '../log/v1/RekorV1';
import { RekorV2Entry } from '../log/v2/RekorV2';

/** A `TransparencyLogEntry` as protobuf JSON. */
export type BundleLogEntry = {
  logIndex: string;
  logId: { keyId: string };
  kindVersion: { kind: string; version: string };
  integratedTime: string;
  inclusionPromise?: { signedEntryTimestamp: string };
  inclusionProof?: RekorV2Entry['inclusionProof'];
  canonicalizedBody: string;
};

/**
 * A signature with everything that goes with it, in parts: an attack is two of
 * these with some parts exchanged.
 */
export type SignedParts = {
  content:
    | { form: 'message'; payload: Buffer }
    | {
        form: 'envelope';
        payloadType: string;
        payload: Buffer;
        /** The envelope as JSON, byte for byte as it was logged. */
        bytes: Buffer;
      };
  signature: Buffer;
  publicKey: KeyObject;
  /** DER; absent when a key signed. */
  certificate?: { leaf: Buffer; chain: readonly Buffer[] };
  logEntry?: BundleLogEntry;
  /** DER of a `TimeStampResp`. */
  timestamp?: Buffer;
};

/** Brings an entry of Rekor v1 into the form in which bundles hold it. */
export function fromRekorV1({
  body,
  integratedTime,
  logID,
  logIndex,
  verification,
}: RekorV1Entry): BundleLogEntry {
  const { inclusionProof: proof, signedEntryTimestamp } = verification;
  const { kind, apiVersion }: { kind: string; apiVersion: string } = JSON.parse(
    Buffer.from(body, 'base64').toString('utf8'),
  );
  return {
    logIndex: String(logIndex),
    logId: { keyId: toBase64(logID) },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    inclusionProof: {
      logIndex: String(proof.logIndex),
      treeSize: String(proof.treeSize),
      rootHash: toBase64(proof.rootHash),
      hashes: proof.hashes.map(toBase64),
      checkpoint: { envelope: proof.checkpoint },
    },
    canonicalizedBody: body,
  };
}

function toBase64(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}
