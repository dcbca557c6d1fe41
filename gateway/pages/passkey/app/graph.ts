import * as operations from './operations.ts';

/** An error of the gateway, with its code. */
export class Refusal extends Error {
  readonly code: string;
  /** For `THROTTLED`: milliseconds until the next attempt is allowed. */
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, retryAfterMs?: number) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Executes a mutation. Rejects with a `Refusal` for errors and for `userErrors`. */
export async function run<Data, Variables extends object>(
  operation: operations.Operation<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data, errors } = await send(operation, variables);
  if (errors[0]) throw refusalOf(errors[0]);
  const [payload] = Object.values(data ?? {}) as (Payload | null)[];
  const [mistake] = payload?.userErrors ?? [];
  if (mistake) throw new Refusal(mistake.code, mistake.message);
  return data as Data;
}

/** The current viewer. Rejects with a `Refusal` for any error other than fields that are denied to this viewer. */
export async function readViewer(): Promise<operations.Viewer> {
  const { data, errors } = await send(operations.viewer, {});
  const fault = errors.find(({ extensions }) => !deniedCodes.includes(extensions.code));
  if (fault) throw refusalOf(fault);
  if (!data?.viewer) throw new Refusal('INTERNAL_SERVER_ERROR', 'The response contains no viewer.');
  return data.viewer;
}

interface GraphResponse<Data> {
  data: Data | null;
  errors: { message: string; extensions: { code: string; retryAfterMs?: number } }[];
}

interface Payload {
  userErrors?: { message: string; code: string }[];
}

/** The codes of fields that are denied to this viewer. */
const deniedCodes = ['UNAUTHENTICATED', 'FORBIDDEN'];

async function send<Data, Variables extends object>(
  { text }: operations.Operation<Data, Variables>,
  variables: Variables,
): Promise<GraphResponse<Data>> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: text, variables }),
    signal: AbortSignal.timeout(15_000),
  });
  const { data = null, errors = [] } = (await response.json()) as Partial<GraphResponse<Data>>;
  return { data, errors };
}

function refusalOf({ message, extensions }: GraphResponse<unknown>['errors'][number]): Refusal {
  return new Refusal(extensions.code, message, extensions.retryAfterMs);
}
