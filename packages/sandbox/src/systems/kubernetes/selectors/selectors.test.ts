import { ServedResources } from '../discovery/ServedResources';
import { KubeObject } from '../schema/types';
import { parseFieldSelector } from './fieldSelector';
import { parseLabelSelector } from './labelSelector';
import { selectableFields } from './selectableFields';

describe('parseLabelSelector', () => {
  const labels = { app: 'web', tier: 'front', n: '5', in: 'x', empty: '' };

  it.each([
    ['', true],
    ['app', true],
    ['!app', false],
    ['missing', false],
    ['! missing', true],
    ['app=web', true],
    ['app==web,tier = front', true],
    ['app!=web', false],
    ['missing!=web', true],
    ['tier in (back, front)', true],
    ['tier notin (back)', true],
    ['missing notin (back)', true],
    ['missing in (back)', false],
    ['n>4,n<6', true],
    ['n>5', false],
    ['app>1', false],
    ['in=x', true],
    ['in in (x)', true],
    ['empty=', true],
    ['empty in (,a)', true],
    ['empty in ()', true],
  ])('%j selects: %s', (selector, expected) => {
    expect(parseLabelSelector(selector)(labels)).toBe(expected);
  });

  it.each([
    ['===', "found '==', expected: !, identifier, or 'end of string'"],
    ['app=web,', "found '', expected: identifier after ','"],
    ['app=web tier', "found 'tier', expected: ',' or 'end of string'"],
    ['app in web', "unable to parse requirement: found 'web' expected: '('"],
    [
      'app in (a b)',
      "unable to parse requirement: found 'b', expected: ',' or ')'",
    ],
    [
      'app ! web',
      "unable to parse requirement: found '!', expected: in, notin, =, ==, !=, gt, lt",
    ],
    [
      'n>x',
      `unable to parse requirement: values[0]: Invalid value: "x": for 'Gt', 'Lt' operators, the value must be an integer`,
    ],
  ])('refuses %j', (selector, message) => {
    expect(() => parseLabelSelector(selector)).toThrow(new Error(message));
  });
});

describe('parseFieldSelector', () => {
  const served = new ServedResources();
  const pods = selectableFields(served.find('', 'v1', 'pods')!);
  const pod: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a,b', namespace: 'shop' },
    status: { phase: 'Running' },
  };

  it.each([
    ['status.phase=Running', true],
    ['status.phase!=Running', false],
    ['spec.nodeName=', true],
    ['metadata.name=a\\,b,metadata.namespace==shop', true],
  ])('%j selects: %s', (selector, expected) => {
    expect(parseFieldSelector(selector, pods)(pod)).toBe(expected);
  });

  it('knows which fields a kind can be selected by', () => {
    const configMaps = selectableFields(served.find('', 'v1', 'configmaps')!);

    expect(() => parseFieldSelector('spec.x=1', configMaps)).toThrow(
      '"spec.x" is not a known field selector: only "metadata.name", "metadata.namespace"',
    );
    expect(() => parseFieldSelector('spec.x=1', pods)).toThrow(
      'field label not supported: spec.x',
    );
    expect(() => parseFieldSelector('nothing', pods)).toThrow(
      "invalid selector: 'nothing'; can't understand 'nothing'",
    );
  });

  it('reads an Event by the names of both of its versions', () => {
    const events = selectableFields(
      served.find('events.k8s.io', 'v1', 'events')!,
    );
    const event = { involvedObject: { name: 'web' } } as unknown as KubeObject;

    expect(parseFieldSelector('regarding.name=web', events)(event)).toBe(true);
  });
});
