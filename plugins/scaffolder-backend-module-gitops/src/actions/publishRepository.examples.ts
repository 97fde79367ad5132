import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'A private repository of the whole workspace',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Create the repository',
          action: 'gitops:repository:publish',
          input: {
            repositoryUrl: '${{ parameters.repoUrl }}',
            description: '${{ parameters.description }}',
          },
        },
      ],
    }),
  },
  {
    description:
      'A public repository without the files that go to the GitOps repository, whose main branch changes by pull request only',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Create the repository',
          action: 'gitops:repository:publish',
          input: {
            repositoryUrl:
              'https://git.example.com/meridian/${{ parameters.name }}',
            visibility: 'public',
            exclude: ['gitops/**'],
            commitMessage: 'Create ${{ parameters.name }} from the template',
            protection: 'pull-request',
            requiredApprovals: 1,
          },
        },
      ],
    }),
  },
];
