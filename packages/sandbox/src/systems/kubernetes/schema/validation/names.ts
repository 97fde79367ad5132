/** What is wrong with a name; empty when nothing is. */
export type NameRule = (name: string) => string[];

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED})?`;
const CONFIG_KEY = '[-._a-zA-Z0-9]+';
const CASE_INSENSITIVE_SERVICE = '[a-z0-9]([a-z0-9-]*[a-z0-9])*';

function tooLong(limit: number): string {
  return `must be no more than ${limit} characters`;
}

function isWhole(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}

/** What most names are: `quote-api.v1`. */
export const dnsSubdomain: NameRule = name => [
  ...(name.length > 253 ? [tooLong(253)] : []),
  ...(isWhole(SUBDOMAIN, name)
    ? []
    : [
        `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`,
      ]),
];

/** What namespaces and containers have: `quote-api`. */
export const dnsLabel: NameRule = name => [
  ...(name.length > 63 ? [tooLong(63)] : []),
  ...(isWhole(LABEL, name)
    ? []
    : [
        `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
      ]),
];

/** What roles and bindings have: anything that fits between two slashes. */
export const pathSegment: NameRule = name => {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%']
    .filter(character => name.includes(character))
    .map(character => `may not contain '${character}'`);
};

/** `app.kubernetes.io/name`. */
export const qualifiedName: NameRule = text => {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) {
    return [
      `a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const problems: string[] = [];
  if (parts.length === 2) {
    if (!parts[0]) problems.push('prefix part must be non-empty');
    else {
      problems.push(
        ...dnsSubdomain(parts[0]).map(problem => `prefix part ${problem}`),
      );
    }
  }
  if (!name) problems.push('name part must be non-empty');
  if (name.length > 63) problems.push(`name part ${tooLong(63)}`);
  if (!isWhole(QUALIFIED, name)) {
    problems.push(
      `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}')`,
    );
  }
  return problems;
};

export const labelValue: NameRule = value => [
  ...(value.length > 63 ? [tooLong(63)] : []),
  ...(isWhole(LABEL_VALUE, value)
    ? []
    : [
        `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${LABEL_VALUE}')`,
      ]),
];

/** A key of a ConfigMap or a Secret. */
export const configKey: NameRule = key => {
  const problems: string[] = [];
  if (key.length > 253) problems.push(tooLong(253));
  if (!isWhole(CONFIG_KEY, key)) {
    problems.push(
      `a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '${CONFIG_KEY}')`,
    );
  } else if (key === '.' || key === '..') problems.push(`must not be '${key}'`);
  else if (key.startsWith('..')) problems.push("must not start with '..'");
  return problems;
};

/** The name of a port: `http`. */
export const portName: NameRule = name => {
  const problems: string[] = [];
  if (name.length > 15) problems.push('must be no more than 15 characters');
  if (!isWhole(CASE_INSENSITIVE_SERVICE, name)) {
    problems.push(
      'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    );
  }
  if (!/[a-z]/.test(name)) {
    problems.push('must contain at least one letter (a-z)');
  }
  if (name.includes('--'))
    problems.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) {
    problems.push('must not begin or end with a hyphen');
  }
  return problems;
};
