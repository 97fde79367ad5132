import http, { RequestListener } from 'node:http';
import https from 'node:https';
import { AddressInfo, Socket } from 'node:net';

/** A listening server on the loopback address. */
export interface Listener {
  readonly url: string;
  readonly port: number;
  readonly server: http.Server | https.Server;
  /** Ends open connections too, so that a watch does not keep the process alive. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 only: nothing of the sandbox is ever reachable from another machine. */
export async function listen(
  handler: RequestListener,
  options: { port?: number; tls?: { key: string; cert: string } } = {},
): Promise<Listener> {
  const server = options.tls
    ? https.createServer(options.tls, handler)
    : http.createServer(handler);
  // Watches stay open for as long as their reader wants.
  server.requestTimeout = 0;
  // Longer than any client keeps an idle connection: a server that closes first
  // may close the very connection that the next request is on its way through.
  server.keepAliveTimeout = 65_000;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    server,
    close() {
      closed ??= new Promise(resolve => {
        server.close(() => resolve());
        sockets.forEach(socket => socket.destroy());
      });
      return closed;
    },
  };
}
