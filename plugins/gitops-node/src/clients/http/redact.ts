/** Replaces in what a host said the credentials that it was asked with, should it repeat them. */
export function redact(text: string, headers: Record<string, string>): string {
  const authorization = headers.Authorization ?? '';
  return secretsOf(authorization).reduce(
    (redacted, secret) => redacted.replaceAll(secret, '***'),
    text,
  );
}

function secretsOf(authorization: string): string[] {
  const [scheme, value = ''] = authorization.split(' ');
  const secrets = [value];
  if (scheme.toLowerCase() === 'basic') {
    const [, ...password] = Buffer.from(value, 'base64').toString().split(':');
    secrets.push(password.join(':'));
  }
  return secrets.filter(Boolean);
}
