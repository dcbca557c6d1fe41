/** The authenticated user of a request. The gateway determines it; subgraphs read it from their context. */
export type Viewer = Anonymous | SignedIn;

/** A request without valid credentials. */
export interface Anonymous {
  kind: 'ANONYMOUS';
  /** Set when credentials were sent but cannot be checked because the session store is unavailable. */
  unchecked?: true;
}

/** An authenticated user. */
export interface SignedIn {
  kind: 'CUSTOMER' | 'ELITE' | 'PARTNER' | 'CURATOR';
  /** The id of the customer, partner or curator. */
  id: string;
  /** The granted scopes. */
  scopes: string[];
  /** The id of the session; for a partner, of the key. */
  session: string;
  /** The last authentication, in seconds since 1970; never set for partner keys. */
  authTime?: number;
  /** The account with the passkeys of a customer or curator. */
  account?: string;
}

/** The rate limit of a viewer in cost points. */
export interface ViewerQuota {
  /** The maximum cost of one operation. */
  ceiling: number;
  /** The capacity of the viewer's bucket. */
  maximumAvailable: number;
  /** The points that are available now. */
  currentlyAvailable: number;
  /** Points restored per second. */
  restoreRate: number;
}

/** Whether a viewer is a customer, with any kind of session. */
export function isCustomer(viewer: Viewer): viewer is SignedIn {
  return viewer.kind === 'CUSTOMER' || viewer.kind === 'ELITE';
}

/** The viewer of a request without credentials. */
export const anonymous: Viewer = { kind: 'ANONYMOUS' };
