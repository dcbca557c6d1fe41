import { type ExampleOperation, readExampleGroups } from '#gateway/pages/explorer/operations.ts';
import { fillReferences, referencesIn, type Sources } from '#gateway/pages/explorer/references.ts';
import { installationMailbox, mailsTo, nextToken } from './backends/mailbox.ts';
import { execute, type GraphResponse, installationEnv, isTimeout } from './graph.ts';
import { createAuthenticator, type Options } from './passkeys/software-authenticator.ts';
import { payByCard } from './payments/buyer.ts';

/** The request of an example operation. */
export interface ExampleRequest {
  variables: Record<string, unknown>;
  headers: Record<string, string>;
}

/** Runs example operations one after another, as a reader who copies values from one response to the next request. */
export interface ExampleRunner {
  /** The current request of an example. Throws when a variable refers to a missing response. */
  request(example: ExampleOperation): ExampleRequest;
  /** Executes an example and keeps its response for later examples. */
  run(example: ExampleOperation, request?: ExampleRequest): Promise<GraphResponse>;
}

/** Collections whose examples create an account with a password, or are those of its customer. */
const accountCollections = [
  'Password account',
  'Wishlist',
  'Mail that a customer chooses',
  'Password and sessions',
  'Personal data',
  'Password reset',
];

/** Mutations after which a mail with a token comes. */
const mailing = ['customerSignUp', 'customerPasswordResetRequest', 'marketingConsentUpdate', 'stockNoticeCreate'];

/** The examples after which other tests still find the data they expect: none creates an account or changes the catalogue. */
export async function repeatableExamples(): Promise<ExampleOperation[]> {
  const collections = (await readExampleGroups()).flatMap((group) => group.collections);
  return collections
    .filter(({ name }) => !accountCollections.includes(name))
    .flatMap(({ name, operations }) =>
      operations.filter(
        ({ name: example, query }) =>
          // A preview needs the link that a mutation makes.
          name !== 'Content' || example === 'CuratorSignIn' || (/^query/.test(query) && example !== 'Preview'),
      ),
    );
}

/** A runner for the test installation; `send` sends its requests. Passkeys are those of a software authenticator. */
export function startExampleRunner(send: typeof execute = execute): ExampleRunner {
  const { RP_ORIGINS = '', MEDUSA_CURATOR_PASSWORD } = installationEnv();
  const [origin = ''] = RP_ORIGINS.split(',');
  const authenticator = createAuthenticator(origin);
  const responses: Record<string, unknown> = {};
  const mails = startReader();
  /** The last address of an example, to which those without an address send their mail. */
  let reader: string | undefined;
  const optionsOf = (field: string) => (responses[field] as { options: Options }).options;
  const sources: Sources = {
    responses,
    supplied: {
      randomUUID: () => crypto.randomUUID(),
      origin: () => origin,
      curatorPassword: () => MEDUSA_CURATOR_PASSWORD,
      mailedToken: mails.token,
      sharedToken: () => (responses.wishlistShare as Shared | undefined)?.share?.url.split('/').at(-1),
      createdCredential: () => authenticator.create(optionsOf('passkeyRegistrationBegin')),
      assertedCredential: () => authenticator.get(optionsOf('passkeySignInBegin')),
    },
  };
  const request = ({ name, variables, headers }: ExampleOperation): ExampleRequest => {
    const filled = fillReferences(JSON.parse(variables || '{}'), sources);
    const missing = referencesIn(filled);
    if (missing.length > 0) throw new Error(`${name}: nothing has answered ${missing.join(', ')}`);
    const sent = Object.entries(fillReferences(JSON.parse(headers || '{}'), sources) as Record<string, string>);
    // The first examples of a collection sign in and have no credential yet.
    return {
      variables: filled,
      headers: Object.fromEntries(sent.filter(([, text]) => referencesIn(text).length === 0)),
    };
  };
  return {
    request,
    run: async (example, { variables, headers } = request(example)) => {
      reader = (variables.input as { email?: string } | undefined)?.email ?? reader;
      await mails.prepare(reader);
      let response = await send(example.query, variables, { origin, ...headers });
      // On a busy machine Medusa may exceed its timeout.
      for (let again = 0; again < 5 && isTimeout(response); again += 1) {
        response = await send(example.query, variables, { origin, ...headers });
      }
      Object.assign(responses, response.data);
      const { payment } = response.data?.cartPaymentStart?.cart ?? {};
      if (payment) await payByCard(payment.id);
      if (mailing.some((field) => response.data?.[field])) await mails.read(reader);
      return response;
    },
  };
}

/** Reads the mail that an example causes, as a reader of /mail. */
function startReader() {
  let known = 0;
  let token: string | undefined;
  return {
    token: () => token,
    /** Counts the mails to an address before an example runs. */
    prepare: async (address: string | undefined) => {
      if (address) known = (await mailsTo(installationMailbox(), address)).length;
    },
    /** Waits for the mail that an example has requested. */
    read: async (address = '') => {
      token = await nextToken(installationMailbox(), address, known);
    },
  };
}

interface Shared {
  share: { url: string } | null;
}
