import { ExitCode, exitCodes } from '../ExitCode';
import type { Io } from '../Io';
import { requirePolicy } from '../loadPolicy';

/** `policy check`: says what a policy holds, or every line that is wrong. */
export async function checkPolicy(file: string, io: Io): Promise<ExitCode> {
  const { policy } = await requirePolicy(file, io);
  const { trustDomains, identities, rules, digest } = policy;
  io.stdout.write(
    [
      `${file} can be used.`,
      `policy         ${digest}`,
      `trust domains  ${trustDomains.map(({ name }) => name).join(', ')}`,
      `identities     ${identities.map(({ name }) => name).join(', ')}`,
      `rules          ${rules.map(({ name }) => name).join(', ')}`,
      '',
    ].join('\n'),
  );
  return exitCodes.accepted;
}
