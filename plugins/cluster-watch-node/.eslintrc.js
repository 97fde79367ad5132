module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      files: ['src/**/*.test.ts'],
      rules: {
        // These wait until what they expect has come about.
        'jest/expect-expect': [
          'error',
          { assertFunctionNames: ['expect', 'rowsAre', 'reaches'] },
        ],
      },
    },
  ],
});
