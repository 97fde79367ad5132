import { Entity } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { AnswerIcon, answerWords } from '@portolan/plugin-answers-react';
import { useTrustOf } from './PageTrust';

/** The worst answer about what runs of a component, and the way to its reason. */
export const TrustCell = ({ entity }: { entity: Entity }) => {
  const linkOf = useEntityRefLink();
  const trust = useTrustOf()(entity);
  if (trust === 'waiting') {
    return <Skeleton width={72} aria-label="Reading the verdict" />;
  }
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
      <AnswerIcon answer={trust} decorative />
      {trust === 'nothing' ? (
        answerWords.nothing
      ) : (
        <Link to={`${linkOf(entity)}/supply-chain`}>{answerWords[trust]}</Link>
      )}
    </Box>
  );
};
