import {
  aCell,
  aComponent,
  aMesh,
  anEnvironment,
  aResult,
  noCounts,
  oneOutside,
} from '../__testUtils__/guardrails';
import { cellWord } from './cellWord';
import { howToFix } from './howToFix';
import { meshMark } from './meshWord';
import { markOf, wordOf } from './resultWord';
import { blockWords, summarise } from './summarise';

const unevaluated = anEnvironment('staging', {
  answer: 'unknown',
  code: 'never-evaluated',
  sentence: 'Never evaluated.',
});

describe('summarise', () => {
  it('says what nobody knows before what is well, and nothing of what does not run', () => {
    expect(summarise(aComponent([anEnvironment('dev'), unevaluated]))).toBe(
      'Nobody can say for staging: Never evaluated.',
    );
    expect(summarise(aComponent([anEnvironment('dev')]))).toBe(
      'No violations in dev.',
    );
    expect(
      summarise(aComponent([anEnvironment('dev', { answer: undefined })])),
    ).toMatch(/^Nothing of this component runs/);
  });
});

describe('blockWords', () => {
  it('names where the next change is refused, and no place where none is', () => {
    expect(
      blockWords(
        anEnvironment('dev', {
          blocksHere: 2,
          blocksIn: [
            { environment: 'staging', count: 0 },
            { environment: 'prod', count: 1 },
          ],
        }),
      ),
    ).toBe('blocks 2 here, 1 in prod');
    expect(blockWords(anEnvironment('dev'))).toBeUndefined();
  });
});

describe('markOf', () => {
  it('takes nothing but a fresh pass for a pass', () => {
    const marks = (['fail', 'error', 'unknown', 'warn', 'skip'] as const).map(
      result => markOf(aResult({ result })),
    );
    expect(marks).toEqual(['fail', 'unknown', 'unknown', 'warning', 'nothing']);
    expect(markOf(aResult({ result: 'pass' }))).toBe('pass');
    expect(
      markOf(aResult({ result: 'pass', stale: 'the policy changed' })),
    ).toBe('unknown');
  });

  it('marks what an exception covers, and says so', () => {
    const excepted = aResult({ result: 'skip', exceptions: ['shop/tag'] });
    expect(markOf(excepted)).toBe('pass with exception');
    expect(wordOf(excepted)).toBe('accepted by exception');
    // An exception that does not keep it from being violated.
    expect(markOf(aResult({ exceptions: ['shop/tag'] }))).toBe('fail');
  });
});

describe('meshMark', () => {
  it('is in order only when every pod is known to be inside', () => {
    expect(meshMark(aMesh())).toBe('pass');
    expect(meshMark(aMesh({ cause: 'pods can not be read' }))).toBe('unknown');
    expect(meshMark(oneOutside)).toBe('fail');
    expect(meshMark(aMesh({ mode: 'DISABLE' }))).toBe('fail');
  });
});

describe('cellWord', () => {
  it('counts what is open and what was not evaluated', () => {
    expect(
      cellWord(
        aCell('tags', {
          code: 'open',
          counts: { ...noCounts, fail: 1, error: 1, warn: 4 },
        }),
      ),
    ).toBe('6 open');
    expect(
      cellWord(
        aCell('tags', {
          code: 'partly-evaluated',
          counts: { ...noCounts, pass: 5, unevaluated: 3 },
        }),
      ),
    ).toBe('3 not evaluated');
  });
});

describe('howToFix', () => {
  it('asks for nothing where there is nothing to do', () => {
    expect(howToFix(aResult({ result: 'pass' }))).toBeUndefined();
    expect(howToFix(aResult({ field: undefined }))).toMatch(
      /^Change Deployment checkout in/,
    );
    expect(howToFix(aResult({ result: 'error' }))).toMatch(/platform team/);
    expect(howToFix(aResult({ stale: 'the policy changed since' }))).toBe(
      'Nothing, before it is evaluated again: the policy changed since.',
    );
  });
});
