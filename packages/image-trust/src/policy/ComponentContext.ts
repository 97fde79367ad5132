import { normalizeRepository } from '../statement/normalizeRepository';

/** Which component an image is judged for; a policy may refer to it. */
export type ComponentContext = {
  /** As the rules write it, e.g. `component:default/shop`. */
  name: string;
  /** Its source repository, in any form that names one. */
  repository?: string;
};

/** Values for `${…}` in patterns, or undefined where the component has no repository that can be named. */
export function literalsOf(
  component: ComponentContext | undefined,
): Readonly<Record<string, string>> | undefined {
  const address = normalizeRepository(component?.repository ?? '');
  return address && { 'component.repository': address.repository };
}
