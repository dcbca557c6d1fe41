/** An operation as text, with the types of its data and variables. */
interface Operation<Data, Variables> {
  text: string;
  /** Not set: only for the types. */
  types?: (variables: Variables) => Data;
}

const errors = 'userErrors { code message }';

export const verifyEmail: Operation<
  { customerEmailVerify: { grant: { session: { id: string } } | null } },
  { token: string; password: string | null }
> = {
  text: `mutation ($token: String!, $password: String) {
    customerEmailVerify(input: { token: $token, password: $password, transport: COOKIE }) { isVerified grant { session { id } } ${errors} } }`,
};

export const confirmNotice: Operation<{ stockNoticeConfirm: { userErrors: object[] } }, { token: string }> = {
  text: `mutation ($token: String!) { stockNoticeConfirm(token: $token) { ${errors} } }`,
};

export const unsubscribe: Operation<{ mailUnsubscribe: { list: string } }, { token: string }> = {
  text: `mutation ($token: String!) { mailUnsubscribe(token: $token) { list ${errors} } }`,
};

export const requestReset: Operation<{ customerPasswordResetRequest: { isRequested: boolean } }, { email: string }> = {
  text: `mutation ($email: String!) { customerPasswordResetRequest(input: { email: $email }) { isRequested ${errors} } }`,
};

export const resetPassword: Operation<
  { customerPasswordReset: { endedSessions: number } },
  { token: string; newPassword: string }
> = {
  text: `mutation ($token: String!, $newPassword: String!) {
    customerPasswordReset(input: { token: $token, newPassword: $newPassword }) { endedSessions ${errors} } }`,
};

/** An order as the page shows it. */
interface Order {
  number: number;
  canceledAt: string | null;
  fulfillmentStatus: string;
  total: { amount: string; currencyCode: string };
  lines: { title: string; quantity: number }[];
  fulfillments: { tracking: { number: string; url: string | null }[] }[];
  invoice: { number: string; file: { url: string } | null } | null;
  returns: { id: string; number: number; status: string; label: { url: string } | null }[] | null;
}

export const order: Operation<{ order: Order | null }, { id: string; accessToken: string }> = {
  text: `query ($id: ID!, $accessToken: String) { order(id: $id, accessToken: $accessToken) {
    number canceledAt fulfillmentStatus total { amount currencyCode } lines { title quantity }
    fulfillments { tracking { number url } } invoice { number file { url } }
    returns { id number status label { url } } } }`,
};
