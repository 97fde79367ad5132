import { Stage } from './Stage';

export const checkout: Stage = {
  name: 'checkout',
  async run({ subject, workspace, log }) {
    const files = await workspace.files();
    log(
      `${subject.owner}/${subject.repository} at ${subject.commit}: ${files.size} files`,
    );
    return { result: 'done' };
  },
};
