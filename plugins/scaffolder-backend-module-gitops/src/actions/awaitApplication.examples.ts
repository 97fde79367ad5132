import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Wait until a new service runs in dev',
    example: stringify({
      steps: [
        {
          id: 'deployed',
          name: 'Wait until it runs in dev',
          action: 'argocd:application:await',
          input: {
            applications: ['${{ parameters.name }}-dev'],
            untilRunning: true,
          },
        },
      ],
    }),
  },
  {
    description: 'Wait five minutes for two environments of one Argo CD',
    example: stringify({
      steps: [
        {
          id: 'deployed',
          name: 'Wait until it is deployed',
          action: 'argocd:application:await',
          input: {
            instance: 'nonprod',
            applications: ['quote-api-dev', 'quote-api-staging'],
            timeoutSeconds: 300,
          },
        },
      ],
    }),
  },
];
