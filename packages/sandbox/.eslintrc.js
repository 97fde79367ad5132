module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // The sandbox always runs from source: what lies beside a module is where __dirname says.
  tsRules: { 'no-restricted-syntax': 'off' },
  overrides: [
    {
      // A suite that several test files run with their own stand-in.
      files: ['src/**/describe*.ts'],
      rules: { 'jest/no-export': 'off' },
    },
  ],
});
