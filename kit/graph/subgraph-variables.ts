/** The environment variables that every subgraph has. */
export interface SubgraphVariables {
  /** The port it listens on. */
  port: string;
  /** The address where others reach it. */
  url: string;
  /** The key of its request tokens. */
  requestTokenKey: string;
}

/** The variables of a subgraph of any name: `FIND_IT_PORT`, `FIND_IT_URL` and `FIND_IT_REQUEST_TOKEN_KEY` for `find-it`. */
export function variablesOf(subgraph: string): SubgraphVariables {
  const prefix = subgraph.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  return { port: `${prefix}_PORT`, url: `${prefix}_URL`, requestTokenKey: `${prefix}_REQUEST_TOKEN_KEY` };
}
