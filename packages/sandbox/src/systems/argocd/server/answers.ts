import { Response } from 'express';
import { KubernetesError } from '../../../kubernetes-client/KubernetesClient';
import { messageOf } from '../wire/messageOf';
import { ApiError } from './ApiError';

/** An answer of the API; its headers are those of Argo CD's gateway, without a charset. */
export function writeJson(res: Response, body: unknown): void {
  startJson(res);
  res.end(JSON.stringify(body));
}

/** The headers of a stream; they leave with its first event, as in Argo CD. */
export function startJson(res: Response): void {
  res.setHeader('content-type', 'application/json');
  res.setHeader('grpc-metadata-content-type', 'application/grpc');
}

/** An error in Argo CD's form. */
export function writeApiError(res: Response, error: ApiError): void {
  const { message, code, status } = error;
  res.statusCode = status;
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ error: message, code, message }));
}

/** Errors that come before the API proper are plain text. */
export function writePlainError(
  res: Response,
  status: number,
  text: string,
): void {
  res.statusCode = status;
  res.setHeader('content-type', 'text/plain; charset=utf-8');
  res.setHeader('x-content-type-options', 'nosniff');
  res.end(`${text}\n`);
}

/** What went wrong, as an answer: refusals of the hub cluster keep their meaning. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const message = messageOf(error);
  if (error instanceof KubernetesError) {
    switch (error.code) {
      case 0:
        return new ApiError('Unavailable', message);
      case 400:
      case 422:
        return new ApiError('InvalidArgument', message);
      case 403:
        return new ApiError('PermissionDenied', message);
      case 404:
        return new ApiError('NotFound', message);
      case 409:
        return new ApiError('AlreadyExists', message);
      default:
        return new ApiError('Internal', message);
    }
  }
  return new ApiError('Unknown', message);
}
