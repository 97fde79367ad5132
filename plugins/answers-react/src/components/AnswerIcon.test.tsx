import { render, screen } from '@testing-library/react';
import { AnswerIcon, Mark } from './AnswerIcon';
import { StateIcon } from './StateIcon';

const words: Record<Mark, [string, string]> = {
  pass: ['pass', 'in order'],
  fail: ['fail', 'needs attention'],
  unknown: ['unknown', 'not known'],
  'pass with exception': ['accepted by exception', 'accepted by exception'],
  warning: ['to be watched', 'to be watched'],
  nothing: ['not deployed', 'not deployed'],
};

describe('AnswerIcon', () => {
  it('has a word for each answer, and unknown has a shape that no pass has', () => {
    const shapes = Object.entries(words).map(([mark, [answer, state]]) => {
      const { unmount } = render(
        <>
          <AnswerIcon answer={mark as Mark} />
          <StateIcon state={mark as Mark} />
        </>,
      );
      const icons = screen.getAllByRole('img');
      expect(icons.map(icon => icon.getAttribute('aria-label'))).toEqual([
        answer,
        state,
      ]);
      const shape = icons[0].innerHTML;
      unmount();
      return shape;
    });
    // An exception and what is to be watched look the same; nothing else does.
    expect(new Set(shapes).size).toBe(shapes.length - 1);
  });

  it('says nothing beside a text that says it', () => {
    render(<AnswerIcon answer="fail" decorative />);
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });
});
