/** An error response: the status and the body that Sanity's API would send. */
export class SanityError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>, message: string) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** What is wrong with one mutation or action. */
export interface ItemError {
  type: string;
  description: string;
  [detail: string]: unknown;
}

/** The error shape of all endpoints except those below `/data`: `{statusCode, error, message}`. */
export function httpError(status: number, error: string, message: string): SanityError {
  return new SanityError(status, { statusCode: status, error, message }, message);
}

/** 501: an option of Sanity's API that the simulator does not support. Ignoring it would give a wrong result. */
export function notSupported(option: string): SanityError {
  return httpError(501, 'Not Implemented', `${option} is not supported by the simulator`);
}

/** 401: the token is unknown. */
export function unknownToken(): SanityError {
  const message = 'Session not found';
  return new SanityError(401, { statusCode: 401, error: 'Unauthorized', message, errorCode: 'SIO-401-ANF' }, message);
}

/** 400: GROQ that cannot be parsed or evaluated; `start` and `end` are positions in the query. */
export function queryError(query: string, description: string, start = 0, end = query.length): SanityError {
  return new SanityError(400, { error: { type: 'queryParseError', description, query, start, end } }, description);
}

/** A mutation is invalid, so the whole request is refused. */
export function mutationError(status: number, index: number, error: ItemError): SanityError {
  const description = `the mutation(s) failed: ${error.description}`;
  return new SanityError(
    status,
    { error: { type: 'mutationError', description, items: [{ index, error }] } },
    description,
  );
}

/** An action is invalid, so the whole request is refused. */
export function actionError(status: number, index: number, error: ItemError): SanityError {
  const description = `action(s) failed: ${error.description}`;
  return new SanityError(
    status,
    { error: { type: 'actionError', description, items: [{ index, error }] } },
    description,
  );
}
