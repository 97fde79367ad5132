import { Severity } from './Severity';

/** A published vulnerability of an npm package. */
export type Advisory = {
  id: string;
  package: string;
  /** Versions that have it, as npm writes ranges. */
  affected: string;
  /** Versions that do not have it any more; absent while there is none. */
  fixed?: string;
  severity: Severity;
  title: string;
  /** RFC 3339. */
  publishedAt: string;
};

/** When this list was last brought up to date: what a scanner's database says of itself. */
export const advisoriesUpdatedAt = '2026-11-20T06:00:00Z';

/** All that the sandbox's scanner knows: enough that the seed's services differ. */
export const advisories: readonly Advisory[] = [
  {
    id: 'CVE-2021-23337',
    package: 'lodash',
    affected: '<4.17.21',
    fixed: '4.17.21',
    severity: 'HIGH',
    title: 'nodejs-lodash: command injection via template',
    publishedAt: '2021-02-15T13:15:00Z',
  },
  {
    id: 'CVE-2020-28500',
    package: 'lodash',
    affected: '>=4.0.0 <4.17.21',
    fixed: '4.17.21',
    severity: 'MEDIUM',
    title: 'nodejs-lodash: ReDoS via the toNumber, trim and trimEnd functions',
    publishedAt: '2021-02-15T11:15:00Z',
  },
  {
    id: 'CVE-2024-37890',
    package: 'ws',
    affected: '>=8.0.0 <8.17.1',
    fixed: '5.2.4, 6.2.3, 7.5.10, 8.17.1',
    severity: 'HIGH',
    title: 'ws: denial of service when handling a request with many headers',
    publishedAt: '2024-06-17T20:15:00Z',
  },
  {
    id: 'GHSA-9h6g-pr28-7cqp',
    package: 'nodemailer',
    affected: '<=6.9.8',
    fixed: '6.9.9',
    severity: 'MEDIUM',
    title: 'nodemailer: ReDoS when trying to send a specially crafted email',
    publishedAt: '2024-01-31T22:42:00Z',
  },
  {
    id: 'CVE-2022-21680',
    package: 'marked',
    affected: '<4.0.10',
    fixed: '4.0.10',
    severity: 'HIGH',
    title: 'marked: regular expression block.def may lead to denial of service',
    publishedAt: '2022-01-14T17:15:00Z',
  },
  {
    id: 'CVE-2022-21681',
    package: 'marked',
    affected: '<4.0.10',
    fixed: '4.0.10',
    severity: 'HIGH',
    title:
      'marked: regular expression inline.reflinkSearch may lead to denial of service',
    publishedAt: '2022-01-14T17:15:00Z',
  },
  {
    id: 'CVE-2023-22467',
    package: 'luxon',
    affected: '>=3.0.0 <3.2.1',
    fixed: '1.28.1, 2.5.2, 3.2.1',
    severity: 'HIGH',
    title: 'luxon: inefficient regular expression complexity in luxon.js',
    publishedAt: '2023-01-04T22:15:00Z',
  },
  {
    id: 'CVE-2022-24771',
    package: 'node-forge',
    affected: '<1.3.0',
    fixed: '1.3.0',
    severity: 'HIGH',
    title:
      'node-forge: signature verification leniency in checking digestAlgorithm',
    publishedAt: '2022-03-18T14:15:00Z',
  },
  {
    id: 'CVE-2022-24773',
    package: 'node-forge',
    affected: '<1.3.0',
    fixed: '1.3.0',
    severity: 'MEDIUM',
    title: 'node-forge: signature verification leniency in checking DigestInfo',
    publishedAt: '2022-03-18T14:15:00Z',
  },
  {
    id: 'CVE-2022-31129',
    package: 'moment',
    affected: '>=2.18.0 <2.29.4',
    fixed: '2.29.4',
    severity: 'HIGH',
    title: 'moment: inefficient parsing algorithm resulting in DoS',
    publishedAt: '2022-07-06T18:15:00Z',
  },
  {
    id: 'CVE-2021-44906',
    package: 'minimist',
    affected: '>=1.0.0 <1.2.6',
    fixed: '1.2.6, 0.2.4',
    severity: 'CRITICAL',
    title: 'minimist: prototype pollution',
    publishedAt: '2022-03-17T16:15:00Z',
  },
  {
    id: 'CVE-2023-28155',
    package: 'request',
    affected: '<=2.88.2',
    severity: 'MEDIUM',
    title:
      'request: server-side request forgery across a redirect of the protocol',
    publishedAt: '2023-03-16T15:15:00Z',
  },
];
