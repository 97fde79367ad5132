import { WorkspaceFiles } from '../stages/Workspace';
import { packLayer } from './packLayer';

const osRelease = `NAME="Sandbox base"
ID=sandbox
VERSION_ID=1
PRETTY_NAME="Portolan sandbox base image"
`;

const passwd = `root:x:0:0:root:/root:/sbin/nologin
nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
`;

/** The layer that all images of the sandbox share: enough for a tool that asks which system this is. */
export function baseLayer(): Promise<Buffer> {
  const files: WorkspaceFiles = new Map(
    Object.entries({ 'os-release': osRelease, passwd }).map(([path, text]) => [
      path,
      { content: Buffer.from(text), executable: false },
    ]),
  );
  return packLayer(files, { root: 'etc', mtime: new Date(0) });
}
