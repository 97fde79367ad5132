import Typography from '@mui/material/Typography';
import { Loading, Section } from '@portolan/plugin-answers-react';
import { useDigest } from '../hooks';
import { Answered } from './Answered';

/** Which rules found secrets, and in which files; never their content. */
export const SecretsSection = ({ digest }: { digest: string }) => (
  <Section title="Secrets in the image">
    <Typography>
      Take them out of the image and replace them where they are valid: whoever
      can pull it has them.
    </Typography>
    <Answered
      polled={useDigest(digest)}
      loading={<Loading what="the secrets" height={48} />}
    >
      {({ secrets }) => (
        <ul>
          {secrets.map(({ rule, title, severity, target, count }) => (
            <li key={`${rule} ${target}`}>
              {title} ({severity}), {count} in <code>{target}</code>
            </li>
          ))}
        </ul>
      )}
    </Answered>
  </Section>
);
