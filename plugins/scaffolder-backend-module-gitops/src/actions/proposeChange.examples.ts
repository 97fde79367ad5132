import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Run a service: its namespaces, its project and its Applications, of which a pipeline later writes the digests',
    example: stringify({
      steps: [
        {
          id: 'propose',
          name: 'Propose to run it',
          action: 'gitops:change:propose',
          input: {
            sourcePath: './gitops',
            targetPath: 'tenants/booking/${{ parameters.name }}',
            title: 'Run ${{ parameters.name }}',
            body: 'Asked for by ${{ user.ref }}.',
            keepExisting: ['applications/*.yaml'],
          },
        },
      ],
    }),
  },
  {
    description: 'A change to another repository, which people review',
    example: stringify({
      steps: [
        {
          id: 'propose',
          name: 'Propose the dashboard',
          action: 'gitops:change:propose',
          input: {
            repositoryUrl: 'https://github.com/meridian/dashboards',
            sourcePath: './dashboards',
            branch: 'portolan/dashboard-${{ parameters.name }}',
            base: 'develop',
            title: 'Add a dashboard for ${{ parameters.name }}',
            autoMerge: 'never',
          },
        },
      ],
    }),
  },
];
