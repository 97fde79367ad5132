import { isNativeError } from 'node:util/types';

/** What went wrong with a connection, in the words of Go's `net` package: those of Argo CD and Kubernetes. */
export function dialError(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const { code, address, port } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  switch (code) {
    case 'ECONNREFUSED':
      return `dial tcp ${address}:${port}: connect: connection refused`;
    case 'ECONNRESET':
      return 'EOF';
    case 'ENOTFOUND':
      return `dial tcp: lookup ${
        (error as { hostname?: string }).hostname
      }: no such host`;
    default:
      // Several addresses were tried: the errors of each are inside.
      return error instanceof AggregateError && error.errors.length
        ? dialError(error.errors[error.errors.length - 1])
        : error.message;
  }
}
