/** Every set of configuration files that somebody runs, with the variables that it reads. */
export const configSets = [
  {
    name: 'sandbox',
    files: ['app-config.yaml', 'app-config.sandbox.yaml'],
  },
  {
    name: 'production',
    files: ['app-config.yaml', 'app-config.production.yaml'],
  },
];
