import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';

export interface Server {
  url: string;
  host: string;
  close(): Promise<void>;
}

/** Listens on the loopback address, on a free port. */
export async function serve(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
