import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PushRefusal } from './pushRefusals';

/** Refuses what the server decided; each line of the variable is `when<TAB>ref<TAB>message`. */
const preReceive = `#!/bin/sh
tab=$(printf '\\t')
refuse() {
  printf '\\nerror:\\nerror: %s\\nerror:\\n' "$1" >&2
  exit 1
}
while read -r old new ref; do
  while IFS=$tab read -r when refused message; do
    [ "$refused" = "$ref" ] || continue
    [ "$when" = always ] && refuse "$message"
    case $old in *[!0]*) git merge-base --is-ancestor "$old" "$new" || refuse "$message" ;; esac
  done <<REFUSALS
$GIT_HOST_REFUSALS
REFUSALS
done
exit 0
`;

const postReceive = `#!/bin/sh
count=0
while read -r line; do count=$((count + 1)); done
printf '. Processing %d references\\nProcessed %d references in total\\n' "$count" "$count" >&2
`;

/** Writes the hooks that every push runs through; returns their folder, for `core.hooksPath`. */
export function installPushHooks(directory: string): string {
  mkdirSync(directory, { recursive: true });
  const hooks = { 'pre-receive': preReceive, 'post-receive': postReceive };
  for (const [name, script] of Object.entries(hooks)) {
    const file = join(directory, name);
    writeFileSync(file, script);
    chmodSync(file, 0o755);
  }
  return directory;
}

/** The variables that the hooks read. */
export function pushHookEnvironment(
  refusals: PushRefusal[],
): Record<string, string> {
  return {
    GIT_HOST_REFUSALS: refusals
      .map(({ when, ref, message }) => `${when}\t${ref}\t${message}`)
      .join('\n'),
  };
}
