import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Wait a minute for the change that an earlier step proposed',
    example: stringify({
      steps: [
        {
          id: 'merged',
          name: 'Wait until it is merged',
          action: 'gitops:change:await',
          input: {
            pullRequestUrl: '${{ steps.propose.output.pullRequestUrl }}',
            commitHash: '${{ steps.propose.output.commitHash }}',
          },
        },
      ],
    }),
  },
  {
    description: 'Wait ten minutes for people to merge it',
    example: stringify({
      steps: [
        {
          id: 'merged',
          name: 'Wait until it is merged',
          action: 'gitops:change:await',
          input: {
            pullRequestUrl: '${{ steps.propose.output.pullRequestUrl }}',
            timeoutSeconds: 600,
            autoMerge: 'never',
          },
        },
      ],
    }),
  },
];
