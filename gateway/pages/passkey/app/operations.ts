/** An operation with the types of its variables and data. */
export interface Operation<Data, Variables extends object = Record<string, never>> {
  text: string;
  /** Not set: only for the types. */
  types?: (variables: Variables) => Data;
}

export interface Viewer {
  kind: 'ANONYMOUS' | 'CUSTOMER' | 'ELITE' | 'PARTNER' | 'CURATOR';
  id: string | null;
  scopes: string[];
  session: { id: string } | null;
  passkeys: Passkey[] | null;
  sessions: Session[] | null;
  recoveryCodesRemaining: number | null;
}

export interface Passkey {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  isSynced: boolean;
}

export interface Session {
  id: string;
  isCurrent: boolean;
  device: string | null;
  countryCode: string | null;
  lastSeenAt: string;
}

/** Options or a response of a WebAuthn ceremony. */
type Json = object;

const userErrors = 'userErrors { field message code }';

/** The data of the page. The fields of an account are null for a viewer without one. */
export const viewer: Operation<{ viewer: Viewer | null }> = {
  text: `query Viewer {
    viewer {
      kind id scopes
      session { id }
      passkeys { id name createdAt lastUsedAt isSynced }
      sessions { id isCurrent device countryCode lastSeenAt }
      recoveryCodesRemaining
    }
  }`,
};

export const passkeyRegistrationBegin: Operation<
  { passkeyRegistrationBegin: { options: Json } },
  { displayName: string | undefined }
> = {
  text: `mutation PasskeyRegistrationBegin($displayName: String) {
    passkeyRegistrationBegin(input: { displayName: $displayName }) { options ${userErrors} }
  }`,
};

export const passkeyRegistrationFinish: Operation<
  { passkeyRegistrationFinish: { passkey: { name: string } } },
  { response: Json; name: string | undefined }
> = {
  text: `mutation PasskeyRegistrationFinish($response: JSONObject!, $name: String) {
    passkeyRegistrationFinish(input: { response: $response, name: $name, transport: COOKIE }) {
      passkey { name } ${userErrors}
    }
  }`,
};

export const passkeySignInBegin: Operation<{ passkeySignInBegin: { options: Json } }> = {
  text: 'mutation PasskeySignInBegin { passkeySignInBegin { options } }',
};

export const passkeySignInFinish: Operation<object, { response: Json }> = {
  text: `mutation PasskeySignInFinish($response: JSONObject!) {
    passkeySignInFinish(input: { response: $response, transport: COOKIE }) { grant { session { id } } ${userErrors} }
  }`,
};

export const recoverySignIn: Operation<{ recoverySignIn: { codesRemaining: number } }, { code: string }> = {
  text: `mutation RecoverySignIn($code: String!) {
    recoverySignIn(input: { code: $code, transport: COOKIE }) { codesRemaining ${userErrors} }
  }`,
};

export const passkeyRename: Operation<object, { id: string; name: string }> = {
  text: `mutation PasskeyRename($id: ID!, $name: String!) {
    passkeyRename(id: $id, name: $name) { passkey { id } ${userErrors} }
  }`,
};

export const passkeyRevoke: Operation<{ passkeyRevoke: { credentialId: string } }, { id: string }> = {
  text: `mutation PasskeyRevoke($id: ID!) { passkeyRevoke(id: $id) { credentialId ${userErrors} } }`,
};

export const recoveryCodesGenerate: Operation<{ recoveryCodesGenerate: { codes: string[] } }> = {
  text: 'mutation RecoveryCodesGenerate { recoveryCodesGenerate { codes } }',
};

/** Ends the session with this id; without an id, the current one. */
export const sessionRevoke: Operation<object, { id?: string }> = {
  text: `mutation SessionRevoke($id: ID) { sessionRevoke(id: $id) { revokedId ${userErrors} } }`,
};

export const sessionRevokeAll: Operation<{ sessionRevokeAll: { count: number } }, { keepCurrent: boolean }> = {
  text: 'mutation SessionRevokeAll($keepCurrent: Boolean!) { sessionRevokeAll(keepCurrent: $keepCurrent) { count } }',
};
