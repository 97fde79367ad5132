import { Application } from '../api';

const label = 'portolan.io/environment';

/** In the order in which a change goes through them. */
const order = ['dev', 'test', 'staging', 'prod'];

/** The environment that an Application deploys to. */
export function environmentOf(application: Application): string {
  return (
    application.labels[label] ?? application.targetNamespace ?? application.name
  );
}

/** Orders environments as changes go through them, others behind by name. */
export function compareEnvironments(one: string, other: string): number {
  const rank = (name: string) =>
    order.includes(name) ? order.indexOf(name) : order.length;
  return rank(one) - rank(other) || one.localeCompare(other);
}
