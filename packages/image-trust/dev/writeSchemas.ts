import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedSchemas } from './publishedSchemas';

for (const [file, schema] of publishedSchemas()) {
  writeFileSync(
    join(__dirname, '../schema', file),
    `${JSON.stringify(schema, undefined, 2)}\n`,
  );
}
