import { stateWords } from '../wording';
import { AnswerIcon, Mark } from './AnswerIcon';

/** The mark of how something does, in the words for that. */
export const StateIcon = (props: { state: Mark; stale?: boolean }) => (
  <AnswerIcon
    answer={props.state}
    label={stateWords[props.state]}
    stale={props.stale}
  />
);
