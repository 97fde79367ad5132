import { ResponseError } from '@backstage/errors';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { usePolled } from '../hooks';
import { createAnswered } from './createAnswered';

const Answered = createAnswered({
  service: 'tide service',
  permission: 'tide.read',
});

type Ask = (port: string) => Promise<string>;

const Tide = (props: { port: string; ask: Ask }) => (
  <Answered
    polled={usePolled(props.port, () => props.ask(props.port))}
    loading={<p>waiting</p>}
  >
    {(value, stale) => (
      <p>
        {value}
        {stale && ', once'}
      </p>
    )}
  </Answered>
);

const refusal = (status: number) =>
  ResponseError.fromResponse(
    new Response(JSON.stringify({ error: { message: `said ${status}` } }), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );

describe('createAnswered', () => {
  beforeEach(() => jest.useFakeTimers({ advanceTimers: true }));
  afterEach(() => jest.useRealTimers());

  const later = () => act(() => jest.advanceTimersByTimeAsync(15_000));

  it('keeps what it showed while the server is away, says so, and asks again', async () => {
    const answers: Ask = jest
      .fn<Promise<string>, [string]>()
      .mockResolvedValueOnce('rising')
      .mockRejectedValueOnce(new Error('connect ECONNREFUSED'))
      .mockResolvedValue('falling');
    render(<Tide port="Genoa" ask={answers} />);
    expect(screen.getByText('waiting')).toBeVisible();
    expect(await screen.findByText('rising')).toBeVisible();

    await later();
    expect(screen.getByText('rising, once')).toBeVisible();
    expect(screen.getByRole('alert')).toHaveTextContent(
      /^The portal’s tide service does not answer\. What is shown is from .+ \(just now\).+connect ECONNREFUSED/,
    );

    await userEvent
      .setup({ advanceTimers: jest.advanceTimersByTime })
      .click(screen.getByRole('button', { name: 'Ask again' }));
    expect(await screen.findByText('falling')).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('forgets what was seen when it is denied, and says what it takes', async () => {
    const answers: Ask = jest
      .fn<Promise<string>, [string]>()
      .mockResolvedValueOnce('rising')
      .mockRejectedValue(await refusal(403));
    render(<Tide port="Genoa" ask={answers} />);
    expect(await screen.findByText('rising')).toBeVisible();

    await later();
    expect(screen.queryByText(/rising/)).not.toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent('tide.read');
  });

  it('says what the server does not know, and never shows the answer to another question', async () => {
    const answers: Ask = async port => {
      if (port === 'Genoa') return 'rising';
      throw await refusal(404);
    };
    const { rerender } = render(<Tide port="Genoa" ask={answers} />);
    expect(await screen.findByText('rising')).toBeVisible();

    rerender(<Tide port="Atlantis" ask={answers} />);
    expect(screen.getByText('waiting')).toBeVisible();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /does not know this yet.+said 404/,
    );
  });
});
