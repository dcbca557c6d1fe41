/** Who is asking. The gateway alone finds it out; subgraphs read it from their context. */
export type Viewer = Anonymous | SignedIn;

/** Nobody that we know of. */
export interface Anonymous {
  kind: 'ANONYMOUS';
  /** Set where credentials were sent that cannot be checked, since what knows the sessions is away. */
  unchecked?: true;
}

/** Someone who has proved who they are. */
export interface SignedIn {
  kind: 'CUSTOMER' | 'ELITE' | 'PARTNER' | 'CURATOR';
  /** The id of the customer, partner or curator. */
  id: string;
  /** What they may do. */
  scopes: string[];
  /** The session they ask with; for a partner, the key. */
  session: string;
  /** When they last proved who they are, in seconds since 1970; partners' keys never do. */
  authTime?: number;
  /** The account that holds the passkeys of a customer or curator. */
  account?: string;
}

/** What a viewer may spend, in points of cost. */
export interface ViewerQuota {
  /** The most that one operation may cost. */
  ceiling: number;
  /** Points that the viewer's bucket holds at most. */
  maximumAvailable: number;
  /** Points that are in it. */
  currentlyAvailable: number;
  /** Points restored in a second. */
  restoreRate: number;
}

/** Whether a viewer is a customer, however they have signed in. */
export function isCustomer(viewer: Viewer): viewer is SignedIn {
  return viewer.kind === 'CUSTOMER' || viewer.kind === 'ELITE';
}

/** Nobody has signed in. */
export const anonymous: Viewer = { kind: 'ANONYMOUS' };
