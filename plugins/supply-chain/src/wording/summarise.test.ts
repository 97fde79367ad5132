import {
  aContainer,
  anEnvironment,
  aVerdict,
  noReport,
  tooManyCriticals,
} from '../__testUtils__/verdicts';
import { summariseComponent, summariseContainer } from './summarise';

const dev = anEnvironment('dev', [aContainer()]);
const staging = anEnvironment('staging', [aContainer([noReport])]);
const prod = anEnvironment('prod', [
  aContainer(),
  aContainer([tooManyCriticals]),
]);

describe('summariseComponent', () => {
  it('says first what is wrong, then what nobody knows, then what is well', () => {
    expect(summariseComponent(aVerdict([dev, staging, prod]))).toBe(
      'Not trusted in prod: 2 critical vulnerabilities, at most 0 are accepted.',
    );
    expect(summariseComponent(aVerdict([dev, staging]))).toBe(
      'Nobody can say for staging: No report yet.',
    );
    expect(summariseComponent(aVerdict([dev]))).toBe(
      'Signed, scanned and built from a commit we control in dev.',
    );
  });

  it('never says that all is well of what does not run', () => {
    expect(summariseComponent(aVerdict([anEnvironment('dev', [])]))).toBe(
      'Nothing of this component runs now.',
    );
  });
});

describe('summariseContainer', () => {
  it('names every reason', () => {
    expect(summariseContainer(aContainer([tooManyCriticals]))).toBe(
      '2 critical vulnerabilities, at most 0 are accepted.',
    );
    expect(
      summariseContainer(
        aContainer([], { verdict: { answer: 'unknown', checks: [] } }),
      ),
    ).toBe('Nobody looked at this image yet.');
  });
});
