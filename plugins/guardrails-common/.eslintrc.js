module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // A suite that the test of each Git host runs.
      files: ['src/**/describe*.ts'],
      rules: { 'jest/no-export': 'off' },
    },
  ],
});
