import Alert from '@mui/material/Alert';
import { ShownFrom } from '@portolan/plugin-answers-react';
import { Source } from '../hooks';

/** Names each Argo CD that does not answer, and says how old what is shown is. */
export const SourceNotice = (props: { sources: Source[] }) => {
  const failing = new Map(
    props.sources
      .filter(({ failure }) => failure)
      .map(source => [source.instance, source]),
  );
  return (
    <>
      {[...failing.values()].map(({ instance, asOf, failure }) => (
        <Alert key={instance} severity="warning" sx={{ mb: 2 }}>
          <strong>
            {failure?.kind === 'denied'
              ? `You may not see what Argo CD (${instance}) says.`
              : `Argo CD (${instance}) does not answer.`}
          </strong>{' '}
          {asOf ? (
            <ShownFrom asOf={asOf} />
          ) : (
            'It has not answered in this browser yet, so nothing of it can be shown.'
          )}{' '}
          {failure?.kind === 'down' &&
            'The portal asks again every 15 seconds; if this stays, tell the platform team: '}
          {failure?.message}
        </Alert>
      ))}
    </>
  );
};
