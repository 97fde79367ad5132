import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Register the repository that an earlier step published',
    example: stringify({
      steps: [
        {
          id: 'register',
          name: 'Show it in the catalog',
          action: 'catalog:component:register',
          input: {
            repoContentsUrl: '${{ steps.publish.output.repoContentsUrl }}',
          },
        },
      ],
    }),
  },
  {
    description: 'Register a file that is elsewhere in the repository',
    example: stringify({
      steps: [
        {
          id: 'register',
          name: 'Show it in the catalog',
          action: 'catalog:component:register',
          input: {
            repoContentsUrl: 'https://github.com/meridian/quote-api/blob/main',
            catalogInfoPath: 'service/catalog-info.yaml',
            timeoutSeconds: 60,
          },
        },
      ],
    }),
  },
];
