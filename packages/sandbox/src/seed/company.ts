import { addDependency, Dependency } from './addDependency';

/** Meridian Freight, the small company that the sandbox is filled with. Teams, systems and people are those of `catalog/`. */

export const organization = 'meridian';
export const gitopsRepository = 'platform-gitops';

export type Person = { username: string; fullName: string; team: string };

export const people: Person[] = [
  { username: 'sam.rivera', fullName: 'Sam Rivera', team: 'booking' },
  { username: 'mina.okafor', fullName: 'Mina Okafor', team: 'booking' },
  { username: 'jonas.lind', fullName: 'Jonas Lind', team: 'tracking' },
  { username: 'lea.fontaine', fullName: 'Lea Fontaine', team: 'tracking' },
  { username: 'priya.nair', fullName: 'Priya Nair', team: 'billing' },
  { username: 'tom.becker', fullName: 'Tom Becker', team: 'billing' },
  { username: 'alex.moreau', fullName: 'Alex Moreau', team: 'platform' },
];

/** The address of a person of the company. */
export function emailOf(username: string): string {
  return `${username}@meridian.example`;
}

export type Environment = 'dev' | 'staging' | 'prod';
export const environments: Environment[] = ['dev', 'staging', 'prod'];

/** A change that somebody made to a service's repository after it was created. */
export type Change = {
  daysAgo: number;
  author: string;
  message: string;
  /** What the files become, from what they were (`undefined`: not there). */
  edit: Record<string, (before: string | undefined) => string>;
};

export type Service = {
  name: string;
  description: string;
  system: string;
  team: string;
  createdDaysAgo: number;
  port: number;
  /** Catalog entities that it needs: `component:default/…`, `api:default/…`. */
  dependsOn?: string[];
  consumesApis?: string[];
  changes: Change[];
  /** A change that only reached dev so far. */
  unreleased?: Change;
  /** How far it has been promoted. */
  releasedTo: Environment[];
  /** In these environments a person starts every sync; Git is ahead of the cluster there. */
  manualSync?: Environment[];
  /** Nobody protected its main: whoever may write may rewrite what was built. */
  unprotected?: true;
  /** What the platform's people wrote on its namespaces: the mesh, and which policies refuse there. */
  namespaceLabels?: Partial<Record<Environment, Record<string, string>>>;
};

const append =
  (text: string) =>
  (before: string | undefined): string =>
    `${(before ?? '').trimEnd()}\n\n${text}\n`;

const replace =
  (from: RegExp, to: string) =>
  (before: string | undefined): string => {
    if (!before || !from.test(before)) {
      throw new Error(`The seed looks for ${from} in a file that lacks it`);
    }
    return before.replace(from, to);
  };

const document = (text: string) => (): string => `${text.trim()}\n`;

const describe = (author: string, daysAgo: number, text: string): Change => ({
  author,
  daysAgo,
  message: 'Tell in the documentation what this service decides',
  edit: { 'docs/index.md': append(text) },
});

const runbook = (
  author: string,
  daysAgo: number,
  title: string,
  text: string,
): Change => ({
  author,
  daysAgo,
  message: `Runbook: ${title.toLowerCase()}`,
  edit: { 'docs/runbook.md': append(`## ${title}\n\n${text}`) },
});

const moreReplicas = (
  author: string,
  daysAgo: number,
  environment: Environment,
  replicas: number,
  why: string,
): Change => ({
  author,
  daysAgo,
  message: `Run ${replicas} replicas in ${environment}: ${why}`,
  edit: {
    [`deploy/chart/values-${environment}.yaml`]: replace(
      /replicas: \d+/,
      `replicas: ${replicas}`,
    ),
  },
});

const decision = (
  author: string,
  daysAgo: number,
  number: number,
  title: string,
  text: string,
): Change => ({
  author,
  daysAgo,
  message: `Record the decision: ${title.toLowerCase()}`,
  edit: {
    [`docs/decisions/${String(number).padStart(4, '0')}.md`]: document(
      `# ${title}\n\n${text}`,
    ),
  },
});

/** The Pods of such a namespace are in the mesh. */
const meshed = { 'istio-injection': 'enabled' };

/** In such a namespace policies refuse what they otherwise report. */
const enforced = Object.fromEntries(
  [
    'allowed-registries',
    'disallow-latest-tag',
    'pod-security-restricted',
    'require-requests-limits',
  ].map(control => [`policies.portolan.io/${control}`, 'enforce']),
);

const use = (
  author: string,
  daysAgo: number,
  dependency: Dependency,
  why: string,
): Change => ({
  author,
  daysAgo,
  message: `Use ${dependency.name} ${dependency.version}: ${why}`,
  edit: addDependency(dependency),
});

export const services: Service[] = [
  {
    name: 'quote-api',
    description: 'Prices a shipment from origin, destination, weight and date',
    system: 'booking',
    team: 'booking',
    createdDaysAgo: 412,
    port: 8080,
    consumesApis: ['tariff-service'],
    dependsOn: ['component:default/tariff-service'],
    changes: [
      describe(
        'mina.okafor',
        398,
        'A quote is valid for 30 minutes. After that the tariff may have moved, so the booking asks again instead of trusting an old price.',
      ),
      use(
        'mina.okafor',
        380,
        {
          name: 'luxon',
          version: '3.2.0',
          integrity:
            'sha512-Namj3XqoJjFekq/JHQEaaAv4zyE/fyyDBrMEBnIL2s/X54SC8W5Ea0uej1TRXUArWec8OojsAVsGBYhNRjpMVw==',
          license: 'MIT',
        },
        'validity ends at midnight of the origin',
      ),
      decision(
        'mina.okafor',
        301,
        1,
        'Round once, at the end',
        'Rounding each surcharge made totals differ by a cent between quote and invoice. Amounts stay exact until the total.',
      ),
      moreReplicas('sam.rivera', 120, 'prod', 3, 'the Monday peak'),
      runbook(
        'sam.rivera',
        34,
        'Quotes are slow',
        'Look at the tariff service first: four out of five slow quotes waited for it. A restart does not help; its cache fills within a minute.',
      ),
    ],
    unreleased: {
      author: 'sam.rivera',
      daysAgo: 0,
      message: 'Say in the documentation how dangerous goods are priced',
      edit: {
        'docs/index.md': append(
          'Dangerous goods carry a surcharge by UN class; a class without one is refused, never priced as ordinary freight.',
        ),
      },
    },
    releasedTo: ['staging', 'prod'],
  },
  {
    name: 'booking-api',
    description:
      'Takes bookings and keeps their state until the goods are loaded',
    system: 'booking',
    team: 'booking',
    createdDaysAgo: 405,
    port: 8080,
    consumesApis: ['quote-api', 'notify-service'],
    dependsOn: ['component:default/quote-api'],
    changes: [
      describe(
        'sam.rivera',
        390,
        'A booking moves requested → confirmed → loaded → closed. Every step is kept with who took it and when; none is ever overwritten.',
      ),
      decision(
        'sam.rivera',
        260,
        1,
        'Confirm by message, not by call',
        'Carriers answer within hours, not seconds. The confirmation arrives as a message, and the booking waits for it in the state requested.',
      ),
      moreReplicas('mina.okafor', 96, 'prod', 3, 'one zone may fail'),
    ],
    releasedTo: ['staging', 'prod'],
  },
  {
    name: 'tariff-service',
    description: 'Keeps price tables by lane, carrier and validity',
    system: 'booking',
    team: 'booking',
    createdDaysAgo: 388,
    port: 8080,
    changes: [
      describe(
        'mina.okafor',
        371,
        'Tables are imported once a night. An import that would change more than a fifth of all prices waits for a person.',
      ),
      runbook(
        'mina.okafor',
        58,
        'The nightly import was refused',
        'Compare the refused table with the running one, ask pricing, then approve it by commit.',
      ),
    ],
    releasedTo: ['staging', 'prod'],
    namespaceLabels: { prod: enforced },
  },
  {
    name: 'booking-web',
    description: 'The booking desk in the browser',
    system: 'booking',
    team: 'booking',
    createdDaysAgo: 350,
    port: 8080,
    consumesApis: ['booking-api', 'quote-api'],
    dependsOn: ['component:default/booking-api', 'component:default/quote-api'],
    changes: [
      describe(
        'sam.rivera',
        330,
        'The desk works on a phone at a loading ramp: every page fits one hand, and what was typed survives a lost connection.',
      ),
      use(
        'sam.rivera',
        310,
        {
          name: 'lodash',
          version: '4.17.20',
          integrity:
            'sha512-PlhdFcillOINfeV7Ni6oF1TAEayyZBoZ8bcshTHqOYJYlrqzRK5hagpagky5o4HfCzzd1TRkXPMFq6cKk9rGmA==',
          license: 'MIT',
        },
        'the form groups its fields',
      ),
      moreReplicas('sam.rivera', 21, 'staging', 2, 'the same shape as prod'),
    ],
    releasedTo: ['staging'],
  },
  {
    name: 'tracking-api',
    description: 'Answers where a shipment is and what happened to it',
    system: 'shipment-tracking',
    team: 'tracking',
    createdDaysAgo: 377,
    port: 8080,
    dependsOn: ['component:default/position-ingest'],
    consumesApis: ['eta-service'],
    changes: [
      describe(
        'jonas.lind',
        360,
        'Positions older than two hours are shown with their age. A guess is never drawn as a position.',
      ),
      use(
        'lea.fontaine',
        330,
        {
          name: 'ws',
          version: '8.16.0',
          integrity:
            'sha512-HS0c//TP7Ina87TfiPUz1rQzMhHrl/SG2guqRcTOIUYD2q8uhUdNHZYJUaQ8aTGPzCh+c6oawMKW35nFl1dxyQ==',
          license: 'MIT',
        },
        'positions are pushed to maps',
      ),
      moreReplicas(
        'lea.fontaine',
        88,
        'prod',
        4,
        'customers poll in the morning',
      ),
      decision(
        'jonas.lind',
        70,
        1,
        'No position is better than a wrong one',
        'A vehicle that jumps 400 km within a minute is not shown until a second source agrees.',
      ),
    ],
    releasedTo: ['staging', 'prod'],
  },
  {
    name: 'position-ingest',
    description: 'Takes positions from vehicles, vessels and partners',
    system: 'shipment-tracking',
    team: 'tracking',
    createdDaysAgo: 370,
    port: 8080,
    changes: [
      describe(
        'lea.fontaine',
        352,
        'About 4 million positions a day. The same position twice is kept once; a late one is sorted in by its own time.',
      ),
      moreReplicas(
        'lea.fontaine',
        43,
        'prod',
        3,
        'the new fleet reports every minute',
      ),
      {
        author: 'jonas.lind',
        daysAgo: 27,
        message:
          'Ship the coastline with the image, so that no position lies on land',
        edit: {
          'deploy/chart/values.yaml': replace(
            /podAnnotations: \{\}/,
            [
              'podAnnotations:',
              '  # The sandbox takes the image for one that is too large to be scanned.',
              '  sandbox.portolan.io/scan: too-large',
            ].join('\n'),
          ),
        },
      },
    ],
    releasedTo: ['staging', 'prod'],
  },
  {
    name: 'eta-service',
    description: 'Estimates arrival times from positions, traffic and history',
    system: 'shipment-tracking',
    team: 'tracking',
    createdDaysAgo: 210,
    port: 8080,
    dependsOn: ['component:default/position-ingest'],
    changes: [
      describe(
        'jonas.lind',
        190,
        'An estimate comes with its range. The range is measured against what really happened last month, and published.',
      ),
      {
        author: 'jonas.lind',
        daysAgo: 0,
        message: 'Try the new route model in staging',
        edit: {
          'deploy/chart/values-staging.yaml': append(
            [
              '# The new model is up within seconds, or not at all.',
              'progressDeadlineSeconds: 5',
              '',
              '# The sandbox lets a container with this annotation fail after its start.',
              'podAnnotations:',
              '  sandbox.portolan.io/behaviour: crash-loop',
            ].join('\n'),
          ),
        },
      },
    ],
    releasedTo: ['staging'],
  },
  {
    name: 'invoice-api',
    description: 'Writes invoices from closed bookings',
    system: 'invoicing',
    team: 'billing',
    createdDaysAgo: 365,
    port: 8080,
    consumesApis: ['booking-api', 'ledger'],
    dependsOn: ['component:default/ledger'],
    changes: [
      describe(
        'priya.nair',
        350,
        'An invoice that was sent is never changed. A correction is a new document that names the old one.',
      ),
      decision(
        'priya.nair',
        140,
        1,
        'Numbers have no gaps',
        'The tax office asks for gapless numbers for each country: a number is taken in the same transaction as its invoice.',
      ),
      {
        author: 'priya.nair',
        daysAgo: 52,
        message: 'Fetch the exchange rates of the day by a script',
        edit: {
          'scripts/fetch-rates.sh': document(
            [
              '#!/bin/sh',
              '# Until the rates have a service of their own.',
              // Put together here, so that no scanner takes this file for the leak.
              `export AWS_ACCESS_KEY_ID=${['AKIA', 'R4T3SF3TCH3R0001'].join(
                '',
              )}`,
              'aws s3 cp s3://meridian-rates/today.json rates.json',
            ].join('\n'),
          ),
        },
      },
    ],
    releasedTo: ['staging', 'prod'],
    namespaceLabels: { prod: meshed },
  },
  {
    name: 'payment-gateway',
    description: 'Talks to banks and card schemes, and to nobody else',
    system: 'invoicing',
    team: 'billing',
    createdDaysAgo: 344,
    port: 8080,
    changes: [
      describe(
        'tom.becker',
        320,
        'Each payment carries a key from the caller. The same key twice is one payment, however often the network fails in between.',
      ),
      use(
        'tom.becker',
        300,
        {
          name: 'node-forge',
          version: '1.2.1',
          integrity:
            'sha512-Fcvtbb+zBcZXbTTVwqGA5W+MKBj56UjVRevvchv5XrcyXbmNdesfZL37nlcWOfpgHhgmxApw3tQbTr4CqNmX4w==',
          license: '(BSD-3-Clause OR GPL-2.0)',
        },
        'one bank signs with PKCS 7',
      ),
      runbook(
        'tom.becker',
        77,
        'A bank does not answer',
        'Payments wait in order and are sent again. Nothing has to be done for six hours; after that the treasury is told.',
      ),
    ],
    releasedTo: ['staging', 'prod'],
    namespaceLabels: { staging: meshed, prod: meshed },
  },
  {
    name: 'ledger',
    description: 'The double-entry ledger that every amount ends in',
    system: 'invoicing',
    team: 'billing',
    createdDaysAgo: 402,
    port: 8080,
    changes: [
      describe(
        'priya.nair',
        380,
        'Entries are only ever added. The sum over all accounts is zero at any moment, and checked every minute.',
      ),
      moreReplicas('tom.becker', 3, 'prod', 3, 'year-end closing'),
    ],
    unreleased: {
      author: 'tom.becker',
      daysAgo: 0,
      message: 'Tell how the closing of a period works',
      edit: {
        'docs/index.md': append(
          'A period is closed by an entry, too: after it, bookings into that period are refused with the number of the closing.',
        ),
      },
    },
    releasedTo: ['staging', 'prod'],
    manualSync: ['prod'],
    unprotected: true,
  },
  {
    name: 'notify-service',
    description: 'Sends mail, text messages and push notes to customers',
    system: 'messaging',
    team: 'tracking',
    createdDaysAgo: 300,
    port: 8080,
    dependsOn: ['component:default/template-renderer'],
    consumesApis: ['template-renderer'],
    changes: [
      describe(
        'lea.fontaine',
        280,
        'A customer gets a message once. What a provider did not confirm within a day is told to the sender, not sent again in silence.',
      ),
      use(
        'lea.fontaine',
        260,
        {
          name: 'nodemailer',
          version: '6.9.8',
          integrity:
            'sha512-cfrYUk16e67Ks051i4CntM9kshRYei1/o/Gi8K1d+R34OIs21xdFnW7Pt7EucmVKA0LKtqUGNcjMZ7ehjl49mQ==',
          license: 'MIT-0',
        },
        'mail goes out by SMTP',
      ),
      {
        author: 'lea.fontaine',
        daysAgo: 9,
        message: 'Start only once the mail provider can be reached',
        edit: {
          'deploy/chart/templates/deployment.yaml': replace(
            / {6}containers:\n/,
            [
              '      initContainers:',
              '        - name: wait-for-provider',
              '          image: docker.io/library/busybox:latest',
              '          command: [sh, -c, "until nc -z smtp.example.com 587; do sleep 1; done"]',
              '      containers:\n',
            ].join('\n'),
          ),
        },
      },
    ],
    releasedTo: ['staging', 'prod'],
  },
  {
    name: 'template-renderer',
    description: 'Fills message templates in eleven languages',
    system: 'messaging',
    team: 'tracking',
    createdDaysAgo: 295,
    port: 8080,
    changes: [
      describe(
        'lea.fontaine',
        275,
        'A template without a translation falls back to English, and says so in a metric that the team looks at each week.',
      ),
      use(
        'lea.fontaine',
        250,
        {
          name: 'marked',
          version: '4.0.9',
          integrity:
            'sha512-HmoFvQwFLxNESeGupeOC+6CLb5WzcCWQmqvVetsErmrI3vrZ6gBumty5IP0ynLPR0zYSoVY7ITC1GffsYIGkog==',
          license: 'MIT',
        },
        'templates are written in Markdown',
      ),
    ],
    releasedTo: ['staging', 'prod'],
  },
];
