import { ImageConfig } from './OciImage';

type Setting = (config: ImageConfig, value: string) => ImageConfig;

const settings: Record<string, Setting> = {
  USER: (config, value) => ({ ...config, User: value }),
  WORKDIR: (config, value) => ({ ...config, WorkingDir: value }),
  ENTRYPOINT: (config, value) => ({ ...config, Entrypoint: toWords(value) }),
  CMD: (config, value) => ({ ...config, Cmd: toWords(value) }),
  EXPOSE: (config, value) => ({
    ...config,
    ExposedPorts: {
      ...config.ExposedPorts,
      ...Object.fromEntries(
        value
          .split(/\s+/)
          .map(port => [/\//.test(port) ? port : `${port}/tcp`, {}]),
      ),
    },
  }),
};

/** What the last stage of a Dockerfile says of how its image runs; nothing of it is built. */
export function readDockerfile(text: string): ImageConfig {
  const lines = text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line && !line.startsWith('#'));
  const last = lines.findLastIndex(line => /^FROM\s/i.test(line));
  return lines.slice(last + 1).reduce<ImageConfig>((config, line) => {
    const [, instruction, value] = /^(\w+)\s+(.*)$/s.exec(line) ?? [];
    const set = instruction && settings[instruction.toUpperCase()];
    return set ? set(config, value.trim()) : config;
  }, {});
}

/** The JSON form as it is; the shell form as a shell runs it. */
function toWords(value: string): string[] {
  try {
    const words: unknown = JSON.parse(value);
    if (Array.isArray(words)) return words.map(String);
  } catch {
    // Not JSON: the shell form.
  }
  return ['/bin/sh', '-c', value];
}
