import {
  DefaultEntityFilters,
  useEntityList,
} from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { answerWords, Choice } from '@portolan/plugin-answers-react';
import { useFleet } from '@portolan/plugin-supply-chain';
import { Answer, answers } from '@portolan/plugin-supply-chain-common';
import { useEffect, useState } from 'react';
import { mostNames, TrustFilter } from './TrustFilter';

type Filters = DefaultEntityFilters & { trust?: TrustFilter };

function readAnswer(given: string | string[] | undefined): Answer | undefined {
  const [first] = [given].flat();
  return answers.find(answer => answer === first);
}

/** Filters components by what is said of something that they run. */
export const TrustPicker = () => {
  const { filters, updateFilters, queryParameters } = useEntityList<Filters>();
  const isOfComponents = filters.kind?.value === 'component';
  // The list writes the address, and reads it only once.
  const [answer, setAnswer] = useState(() => readAnswer(queryParameters.trust));
  const { value, failure } = useFleet(
    isOfComponents && answer
      ? { answer: [answer], owned: true, limit: 500 }
      : undefined,
  );
  const found =
    value &&
    JSON.stringify(
      [
        ...new Set(value.items.flatMap(({ entityRef }) => entityRef ?? [])),
      ].sort(),
    );

  useEffect(() => {
    // While nobody has said which have it, none are shown as if they had.
    const refs: string[] = found ? JSON.parse(found) : [];
    updateFilters({
      trust:
        isOfComponents && answer ? new TrustFilter(answer, refs) : undefined,
    });
  }, [answer, found, isOfComponents, updateFilters]);

  if (!isOfComponents) return null;
  const count = found ? (JSON.parse(found) as string[]).length : 0;
  const isCut = count > mostNames || value?.cursor !== undefined;
  return (
    <Box sx={{ py: 1, '& > *': { width: '100%' } }}>
      <Choice
        label="Trust of what runs"
        none="any"
        value={answer}
        options={answers}
        words={answerWords}
        onChange={setAnswer}
      />
      {answer && failure && (
        <Typography variant="body2" color="text.secondary">
          Nobody can say now: the supply-chain service does not answer.
        </Typography>
      )}
      {answer && isCut && (
        <Typography variant="body2" color="text.secondary">
          More than {mostNames} have it; the page Supply chain lists all.
        </Typography>
      )}
    </Box>
  );
};
