/** Who is asking. Resolvers read it from their context; the gateway alone decides it. */
export type Viewer =
  | { kind: 'ANONYMOUS' }
  | { kind: 'CUSTOMER' | 'ELITE' | 'PARTNER' | 'CURATOR'; id: string; scopes: string[] };

/** Nobody has signed in. */
export const anonymous: Viewer = { kind: 'ANONYMOUS' };
