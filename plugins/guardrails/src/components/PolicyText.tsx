import { CodeBlock, Loading } from '@portolan/plugin-answers-react';
import { PolicyItem } from '@portolan/plugin-guardrails-common';
import { usePolicy } from '../hooks';
import { nameOf } from '../wording';
import { Answered } from './Answered';

/** A policy as it stands in its cluster, asked for when it is shown. */
export const PolicyText = ({ item }: { item: PolicyItem }) => {
  const { cluster, policy } = item;
  const { kind, name, namespace } = policy;
  return (
    <Answered
      polled={usePolicy({ cluster, kind, name, namespace })}
      loading={<Loading what="the policy" height={240} />}
    >
      {({ text }) => (
        <CodeBlock label={`Text of ${nameOf(policy)}`} text={text} />
      )}
    </Answered>
  );
};
