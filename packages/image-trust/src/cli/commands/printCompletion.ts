import type { Command, Option } from 'commander';
import { ExitCode, exitCodes } from '../ExitCode';
import type { Io } from '../Io';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What may follow some words of the command line. */
type Words = {
  /** The subcommands so far: `policy check`; empty for the program itself. */
  path: string;
  commands: { name: string; description: string }[];
  options: { flag: string; description: string; choices: readonly string[] }[];
};

/** `completion`: a script for a shell, made of the commands as they are. */
export function printCompletion(
  shell: Shell,
  options: { program: Command; io: Io },
): ExitCode {
  const words = listWords(options.program, []);
  const scripts = { bash: toBash, zsh: toZsh, fish: toFish };
  options.io.stdout.write(scripts[shell](words));
  return exitCodes.accepted;
}

function listWords(command: Command, path: readonly string[]): Words[] {
  const { commands, options } = command;
  const own: Words = {
    path: path.join(' '),
    commands: commands.map(each => ({
      name: each.name(),
      description: each.summary() || each.description(),
    })),
    options: [
      ...options.flatMap(option => flagsOf(option)),
      { flag: '--help', description: 'show help', choices: [] },
    ],
  };
  return [
    own,
    ...commands.flatMap(each => listWords(each, [...path, each.name()])),
  ];
}

function flagsOf({ long, short, description, argChoices }: Option) {
  return [short, long].flatMap(flag =>
    flag ? [{ flag, description, choices: argChoices ?? [] }] : [],
  );
}

/** The part that bash and zsh share: which words may follow, by the words before. */
function toCases(words: readonly Words[]): string {
  const candidates = words.map(
    ({ path, commands, options }) =>
      `    '${path}') offered='${[
        ...commands.map(({ name }) => name),
        ...options.map(({ flag }) => flag),
      ].join(' ')}' ;;`,
  );
  const values = words.flatMap(({ path, options }) =>
    options
      .filter(({ choices }) => choices.length > 0)
      .map(
        ({ flag, choices }) =>
          `    '${path} ${flag}') offered='${choices.join(' ')}' ;;`,
      ),
  );
  return [
    '  case "$seen" in',
    ...candidates,
    '  esac',
    '  case "$seen $previous" in',
    ...values,
    '  esac',
  ].join('\n');
}

/** Tells subcommands from the arguments and options between them. */
function toSeen(words: readonly Words[]): string {
  const known = words.filter(({ path }) => path).map(({ path }) => `'${path}'`);
  return [
    `    case "\${seen:+$seen }$each" in`,
    `      ${known.join('|')}) seen="\${seen:+$seen }$each" ;;`,
    '    esac',
  ].join('\n');
}

function toBash(words: readonly Words[]): string {
  return `# Load it: source <(image-trust completion bash)
_image_trust() {
  local seen='' offered='' each previous="\${COMP_WORDS[COMP_CWORD-1]}"
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
${toSeen(words)}
  done
${toCases(words)}
  COMPREPLY=($(compgen -W "$offered" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _image_trust image-trust
`;
}

function toZsh(words: readonly Words[]): string {
  return `#compdef image-trust
# Load it: source <(image-trust completion zsh)
_image_trust() {
  local seen='' offered='' each previous="\${words[CURRENT-1]}"
  for each in "\${(@)words[2,CURRENT-1]}"; do
${toSeen(words)}
  done
${toCases(words)}
  compadd -- \${=offered}
  _files
}
compdef _image_trust image-trust
`;
}

function toFish(words: readonly Words[]): string {
  const lines = words.flatMap(({ path, commands, options }) => {
    const nested = commands.map(({ name }) => name).join(' ');
    const seen = path
      .split(' ')
      .filter(Boolean)
      .map(name => `__fish_seen_subcommand_from ${name}`);
    const none = nested ? [`not __fish_seen_subcommand_from ${nested}`] : [];
    const condition = [...seen, ...none].join('; and ') || 'true';
    const start = `complete -c image-trust -n ${quote(condition)}`;
    return [
      ...commands.map(
        ({ name, description }) =>
          `${start} -f -a ${name} -d ${quote(description)}`,
      ),
      ...options.map(({ flag, description, choices }) => {
        const kind = flag.startsWith('--')
          ? `-l ${flag.slice(2)}`
          : `-s ${flag.slice(1)}`;
        const values =
          choices.length > 0 ? ` -x -a ${quote(choices.join(' '))}` : '';
        return `${start} ${kind}${values} -d ${quote(description)}`;
      }),
    ];
  });
  return `# Load it: image-trust completion fish | source\n${lines.join(
    '\n',
  )}\n`;
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
