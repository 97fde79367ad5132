import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { publishedSchemas } from '../../dev/publishedSchemas';

const folder = join(__dirname, '../../schema');
const fixtures = join(__dirname, '../policy/__fixtures__');
const read = (path: string) => readFileSync(path, 'utf8');
const schemas = publishedSchemas();

function validatorOf(file: string) {
  const ajv = addFormats(new Ajv({ strict: true, allowUnionTypes: true }));
  return ajv.compile(JSON.parse(read(join(folder, file))));
}

describe('the published schemas', () => {
  it('are all there', () => {
    expect(readdirSync(folder).sort()).toEqual([...schemas.keys()].sort());
  });

  it.each([...schemas])('%s is what `yarn schemas` writes', (file, schema) => {
    expect(JSON.parse(read(join(folder, file)))).toEqual(
      JSON.parse(JSON.stringify(schema)),
    );
  });

  it.each([
    ['policy.v1.json', 'own-images.yaml'],
    ['policy-cases.v1.json', 'own-images.cases.yaml'],
  ])('%s accepts %s, and nothing with another field', (file, fixture) => {
    const validate = validatorOf(file);
    const document = parse(read(join(fixtures, fixture)));
    expect([validate(document), validate.errors]).toEqual([true, null]);
    expect(validate({ ...document, more: true })).toBe(false);
  });
});
