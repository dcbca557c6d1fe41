import { type CombinedError, useClient, useQuery } from 'urql';
import type { TypedDocumentString } from '#generated/storefront/graphql.ts';

/** What a page knows of its query. */
export interface Answer<Data> {
  /** Undefined while nothing has been received. A field whose system is unavailable is null. */
  data?: Data;
  /** Whether nothing has been received yet. */
  isLoading: boolean;
  /** Whether a new answer is on its way while the old one is shown. */
  isStale: boolean;
  /** Whether there is an answer in which the fields of an unavailable system are missing. Fields that need a sign-in do not count. */
  isPartial: boolean;
  /** Whether the field at a path such as `product.provenance`, or one below it, is missing because its system is unavailable. */
  isMissing(path: string): boolean;
  /** Set when there is no answer at all. */
  failure?: CombinedError;
  /** Sends the query again. */
  retry(): void;
}

/** Queries the graph. The operation is text; its types are generated. */
export function useGraph<Data, Variables extends object>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  { pause = false } = {},
): Answer<Data> {
  const [{ data, error, fetching, stale }, run] = useQuery<Data, Variables>({
    query: document.toString(),
    variables: variables as never,
    pause,
  });
  const hasData = data != null && Object.values(data).some((value) => value !== null);
  return {
    data: data ?? undefined,
    isLoading: fetching && !data,
    isStale: Boolean(data) && (fetching || stale),
    isPartial: hasData && Boolean(error?.graphQLErrors.some(isOutage)),
    isMissing: (path) =>
      Boolean(error?.graphQLErrors.some((failed) => `${failed.path?.join('.')}.`.startsWith(`${path}.`))),
    failure: error && !hasData ? error : undefined,
    retry: () => run({ requestPolicy: 'network-only' }),
  };
}

const isOutage = ({ extensions }: { extensions: Record<string, unknown> }) =>
  extensions.code !== 'UNAUTHENTICATED' && extensions.code !== 'FORBIDDEN';

/** The result of a mutation: `error` alone when the graph did not answer, otherwise its data, with the errors of fields that are missing. */
export type Outcome<Data> = { data: Data; error?: CombinedError } | { data?: undefined; error: CombinedError };

/** Whether a nullable field is null because it failed. Without an error, null means that there is nothing. */
export const isUnknown = (value: unknown, error: CombinedError | undefined): boolean => value == null && error != null;

/** Returns a function that sends a mutation, or a query past the cache. */
export function useSend() {
  const client = useClient();
  return async function send<Data, Variables extends object>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): Promise<Outcome<Data>> {
    const text = document.toString();
    const { data, error } =
      text.trimStart().startsWith('mutation') || /^\s*mutation/m.test(text)
        ? await client.mutation<Data>(text, variables).toPromise()
        : await client.query<Data>(text, variables, { requestPolicy: 'network-only' }).toPromise();
    return data == null ? { error: error as CombinedError } : { data, error };
  };
}
