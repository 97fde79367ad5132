import { findField } from './findField';

it.each([
  [
    'rule x failed at path /spec/containers/0/image/',
    'spec.containers[0].image',
  ],
  [
    'rule x failed at path /metadata/labels/app.kubernetes.io~1name/',
    'metadata.labels["app.kubernetes.io/name"]',
  ],
  ['rule x failed at path /', undefined],
  ['An image needs a tag.', undefined],
])('findField of "%s" is %s', (message, field) => {
  expect(findField(message)).toBe(field);
});
