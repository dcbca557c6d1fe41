const endpoint = '/graphql';

/** Registers a passkey for the viewer, or for a new account of a visitor, and signs them in. Resolves to the name of the passkey. */
export async function registerPasskey(displayName: string): Promise<string> {
  const { options } = await mutate(
    'passkeyRegistrationBegin',
    'PasskeyRegistrationBeginInput',
    { displayName },
    'options',
  );
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = credential.toJSON();
  const { passkey } = await mutate(
    'passkeyRegistrationFinish',
    'PasskeyRegistrationFinishInput',
    { response },
    'passkey { name }',
  );
  return passkey.name;
}

/** Signs in with a passkey that the visitor chooses; no user name is needed. Resolves to the time when the session expires. */
export async function signInWithPasskey(): Promise<string> {
  const { options } = (await send('mutation { passkeySignInBegin { options } }', {})).passkeySignInBegin;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = credential.toJSON();
  const { grant } = await mutate(
    'passkeySignInFinish',
    'PasskeySignInFinishInput',
    { response },
    'grant { session { expiresAt } }',
  );
  return grant.session.expiresAt;
}

/** The payload of a mutation with one input. Throws for user errors, with the code as the message. */
async function mutate(name: string, type: string, input: object, selection: string) {
  const text = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code } } }`;
  const payload = (await send(text, { input }))[name];
  if (payload.userErrors.length > 0) throw new Error(payload.userErrors[0].code);
  return payload;
}

async function send(query: string, variables: object) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].extensions.code);
  return data;
}
