import * as operations from './operations.ts';

/** What the graph refused, by its code. */
export class Refusal extends Error {
  readonly code: string;
  /** For `THROTTLED`: when the next attempt is let in. */
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, retryAfterMs?: number) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Does what a mutation says. Rejects with a `Refusal` whether the graph or its user errors say no. */
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

/** Who this page asks for. Rejects with a `Refusal` when even that cannot be told, or part of it for want of a backend. */
export async function readViewer(): Promise<operations.Viewer> {
  const { data, errors } = await send(operations.viewer, {});
  const fault = errors.find(({ extensions }) => !closed.includes(extensions.code));
  if (fault) throw refusalOf(fault);
  if (!data?.viewer) throw new Refusal('INTERNAL_SERVER_ERROR', 'The graph did not tell who is asking.');
  return data.viewer;
}

interface Answer<Data> {
  data: Data | null;
  errors: { message: string; extensions: { code: string; retryAfterMs?: number } }[];
}

interface Payload {
  userErrors?: { message: string; code: string }[];
}

/** Codes of fields that are not for this viewer. */
const closed = ['UNAUTHENTICATED', 'FORBIDDEN'];

async function send<Data, Variables extends object>(
  { text }: operations.Operation<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: text, variables }),
    signal: AbortSignal.timeout(15_000),
  });
  const { data = null, errors = [] } = (await response.json()) as Partial<Answer<Data>>;
  return { data, errors };
}

function refusalOf({ message, extensions }: Answer<unknown>['errors'][number]): Refusal {
  return new Refusal(extensions.code, message, extensions.retryAfterMs);
}
