import { anApplication } from '../__testUtils__/FakeArgoCd';
import { lastGoodAnswers } from './lastGoodAnswers';

const query = { selector: 'a=b' };
const answer = {
  applications: [anApplication('quote-api', 'dev')],
  asOf: '2026-11-24T10:00:00.000Z',
};

describe('lastGoodAnswers', () => {
  beforeEach(() => localStorage.clear());

  it('keeps what each person saw for that person', () => {
    lastGoodAnswers('user:default/sam', localStorage).set(
      'main',
      query,
      answer,
    );

    expect(
      lastGoodAnswers('user:default/sam', localStorage).get('main', query),
    ).toEqual(answer);
    expect(
      lastGoodAnswers('user:default/mina', localStorage).get('main', query),
    ).toBeUndefined();
    expect(
      lastGoodAnswers('user:default/sam', localStorage).get('other', query),
    ).toBeUndefined();
  });

  it('forgets the oldest', () => {
    const answers = lastGoodAnswers('user:default/sam', localStorage);
    const name = (index: number) => ({ name: `application-${index}` });
    for (let index = 0; index < 60; index++) {
      answers.set('main', name(index), {
        ...answer,
        asOf: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
      });
    }
    expect(answers.get('main', name(0))).toBeUndefined();
    expect(answers.get('main', name(59))).toBeDefined();
  });

  it('does without storage that is full or broken', () => {
    localStorage.setItem('portolan.argocd.1.user:default/sam', '{broken');
    const answers = lastGoodAnswers('user:default/sam', localStorage);
    expect(answers.get('main', query)).toBeUndefined();

    const full = {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    } as Partial<Storage> as Storage;
    expect(() =>
      lastGoodAnswers('user:default/sam', full).set('main', query, answer),
    ).not.toThrow();
  });
});
