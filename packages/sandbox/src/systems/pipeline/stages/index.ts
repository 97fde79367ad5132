import { attest } from './attest';
import { buildImage } from './buildImage';
import { checkout } from './checkout';
import { deployDev } from './deployDev';
import { publishDocs } from './publishDocs';
import { publishImage } from './publishImage';
import { sbom } from './sbom';
import { scan } from './scan';
import { sign } from './sign';
import { Stage } from './Stage';

/** Every step that the sandbox runs for real. */
export const stages: readonly Stage[] = [
  checkout,
  buildImage,
  publishImage,
  sbom,
  scan,
  sign,
  attest,
  publishDocs,
  deployDev,
];
