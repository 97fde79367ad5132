import { Loading, Section } from '@portolan/plugin-answers-react';
import Typography from '@mui/material/Typography';
import { EnvironmentGuardrails } from '@portolan/plugin-guardrails-common';
import { useNamespace } from '../hooks';
import { Answered } from './Answered';
import { ExceptionRows } from './ExceptionRows';

/** Exceptions that can cover what runs in this namespace. */
export const ExceptionsSection = (props: {
  environment: EnvironmentGuardrails;
}) => {
  const { cluster, namespace } = props.environment;
  return (
    <Section title="Exceptions here">
      <Answered
        polled={useNamespace({ cluster, namespace })}
        loading={<Loading what="the exceptions" height={72} />}
      >
        {({ exceptions }) =>
          exceptions.length > 0 ? (
            <ExceptionRows
              label={`Exceptions in ${namespace}`}
              items={exceptions}
            />
          ) : (
            <Typography color="text.secondary">
              No exception covers anything in {namespace}.
            </Typography>
          )
        }
      </Answered>
    </Section>
  );
};
