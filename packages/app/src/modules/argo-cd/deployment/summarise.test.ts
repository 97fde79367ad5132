import { anApplication } from '../__testUtils__/FakeArgoCd';
import { summarise } from './summarise';

const prod = anApplication('quote-api', 'prod');
const staging = anApplication('quote-api', 'staging');
const dev = anApplication('quote-api', 'dev');

describe('summarise', () => {
  it('names the environments in the order in which changes go through them', () => {
    expect(summarise([prod, staging, dev])).toBe(
      'In order in dev, staging, and prod.',
    );
  });

  it('leaves out environments where nothing is deployed', () => {
    const empty = anApplication('quote-api', 'prod', { hasWorkload: false });
    expect(summarise([dev, empty])).toBe('In order in dev.');
    expect(summarise([empty])).toMatch(/^Nothing is deployed/);
  });

  it('says first what is wrong, then what nobody knows', () => {
    const degraded = anApplication('quote-api', 'prod', {
      healthStatus: 'Degraded',
    });
    const progressing = anApplication('quote-api', 'staging', {
      healthStatus: 'Progressing',
    });
    expect(summarise([dev, progressing, degraded])).toBe(
      'Not in order in prod.',
    );
    expect(summarise([dev, progressing])).toBe(
      'Argo CD can\u2019t tell yet how it does in staging.',
    );
  });
});
