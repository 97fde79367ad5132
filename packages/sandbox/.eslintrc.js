module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // The sandbox always runs from source: what lies beside a module is where __dirname says.
  tsRules: { 'no-restricted-syntax': 'off' },
});
