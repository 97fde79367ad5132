import { ResponseError } from '@backstage/errors';

/** What a call fails with when the server answers with this status. */
export async function refusal(status: number): Promise<ResponseError> {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({ error: { name: 'Error', message: `said ${status}` } }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}
