import { Content } from '@backstage/core-components';
import { useFilters } from '@portolan/plugin-answers-react';
import Stack from '@mui/material/Stack';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { ExceptionsView } from './ExceptionsView';
import { MatrixView } from './MatrixView';
import { PoliciesView } from './PoliciesView';
import { ViolationsView } from './ViolationsView';

const views = {
  matrix: { title: 'Matrix', View: MatrixView },
  violations: { title: 'Violations', View: ViolationsView },
  policies: { title: 'Policies', View: PoliciesView },
  exceptions: { title: 'Exceptions', View: ExceptionsView },
} as const;

type View = keyof typeof views;

const viewNames = Object.keys(views) as View[];

/** What policies do and found in all namespaces, with its filters in the address. */
export const GuardrailsPage = () => {
  const { parameters, set } = useFilters();
  const name =
    viewNames.find(each => each === parameters.get('view')) ?? 'matrix';
  const { View } = views[name];
  return (
    <Content>
      <Stack spacing={2}>
        <Tabs
          value={name}
          onChange={(_event, value: View) =>
            set({
              view: value === 'matrix' ? undefined : value,
              after: undefined,
              // A stage of the mesh means nothing to a result.
              stage: undefined,
              cell: undefined,
            })
          }
          aria-label="Views of guardrails"
          variant="scrollable"
          allowScrollButtonsMobile
        >
          {viewNames.map(each => (
            <Tab key={each} value={each} label={views[each].title} />
          ))}
        </Tabs>
        <View />
      </Stack>
    </Content>
  );
};
