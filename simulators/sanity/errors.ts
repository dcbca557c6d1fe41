/** A request that is refused: the status and the body exactly as Sanity's API would send them. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>, message: string) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** What was wrong with one mutation or action of a request. */
export interface MutationFault {
  type: string;
  description: string;
  [detail: string]: unknown;
}

/** A refusal in the shape of everything outside of the data endpoints: `{statusCode, error, message}`. */
export function httpRefusal(status: number, error: string, message: string): Refusal {
  return new Refusal(status, { statusCode: status, error, message }, message);
}

/** 401: a token was sent, and it is none of ours. */
export function unknownToken(): Refusal {
  const message = 'Session not found';
  return new Refusal(401, { statusCode: 401, error: 'Unauthorized', message, errorCode: 'SIO-401-ANF' }, message);
}

/** 400: GROQ that cannot be parsed or evaluated; `start` and `end` are positions in the query. */
export function queryRefusal(query: string, description: string, start = 0, end = query.length): Refusal {
  return new Refusal(400, { error: { type: 'queryParseError', description, query, start, end } }, description);
}

/** One mutation of a request was refused, and so the whole request. */
export function mutationRefusal(status: number, index: number, error: MutationFault): Refusal {
  const description = `the mutation(s) failed: ${error.description}`;
  return new Refusal(status, { error: { type: 'mutationError', description, items: [{ index, error }] } }, description);
}

/** One action of a request was refused, and so the whole request. */
export function actionRefusal(status: number, index: number, error: MutationFault): Refusal {
  const description = `action(s) failed: ${error.description}`;
  return new Refusal(status, { error: { type: 'actionError', description, items: [{ index, error }] } }, description);
}
