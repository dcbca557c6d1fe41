import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { readExamples } from '#gateway/pages/explorer/operations.ts';
import type { Environment } from '#kit/process/config.ts';
import { type Generated, operations } from '#tests/support/differential/generate.ts';
import { installationValues } from '#tests/support/differential/installation-values.ts';
import { valuesFrom } from '#tests/support/differential/values.ts';
import { execute } from '#tests/support/graph.ts';
import { fillCart, run } from '#tests/support/purchase.ts';
import { fillingDocuments } from './filling.ts';
import { hostileOperations } from './hostile.ts';

/** Clients that send requests until `signal` aborts, and the results so far. */
export interface Load {
  /** How many of each kind were sent. */
  sent: Record<Kind, number>;
  /** How many answers had errors of each code. */
  codes: Map<string, number>;
  ended: Promise<unknown>;
}

type Kind = 'filling' | 'documents' | 'examples' | 'hostile' | 'left' | 'purchases';

/** What one client sends, of a hundred requests; the rest are documents that were never sent before. */
const shares = { examples: 25, hostile: 8, left: 5 };

/** Of a hundred requests while caches are to be filled: documents that need much memory in them. */
const fillingShare = 80;

/** Requests that one address sends before the client uses another: about what its points allow. */
const requestsAnAddress = 15;

/** Milliseconds that a client pauses between two requests. */
const pause = 5;

export interface LoadOptions {
  /** Of the gateway, which believes one proxy. */
  url: string;
  /** The addresses and credentials of the installation. */
  env: Environment;
  clients: number;
  /** What one more client buys time and again. */
  variantId: string;
  /** Whether caches are to be filled now. */
  isFilling(): boolean;
  signal: AbortSignal;
}

/** Starts the clients. */
export async function startLoad({ url, env, clients, variantId, isFilling, signal }: LoadOptions): Promise<Load> {
  // Test support reads the addresses of the installation from here.
  process.env.TEST_GATEWAY = url;
  process.env.TEST_ENV = JSON.stringify(env);
  const load: Load = {
    sent: { filling: 0, documents: 0, examples: 0, hostile: 0, left: 0, purchases: 0 },
    codes: new Map(),
    ended: Promise.resolve(),
  };
  const schema = buildSchema(await (await fetch(`${url}/schema.graphql`)).text());
  const values = valuesFrom(await installationValues(execute));
  const nextFilling = fillingDocuments(schema);
  const documents = operations({ schema, values, viewers: 1, rules: [] });
  const seed = Date.now();
  let drawn = 0;
  const nextDocument = () => fc.sample(documents, { numRuns: 1, seed: seed + drawn++ })[0] as Generated;
  const examples = (await readExamples()).filter(
    ({ query, variables, headers }) => /^query/.test(query) && !/\{\{/.test(`${variables}${headers}`),
  );
  const note = (code: string) => load.codes.set(code, (load.codes.get(code) ?? 0) + 1);

  const client = async () => {
    let address = addressAtRandom();
    for (let count = 0; !signal.aborted; count += 1) {
      if (count % requestsAnAddress === 0) address = addressAtRandom();
      const { kind, query, variables, timeout } = choose();
      load.sent[kind] += 1;
      await send(query, variables, address, timeout).catch((error: Error) => note(error.name));
      await sleep(pause);
    }
  };

  function choose(): { kind: Kind; query: string; variables: object; timeout?: number } {
    if (isFilling() && Math.random() * 100 < fillingShare)
      return { kind: 'filling', query: nextFilling(), variables: {} };
    const number = Math.random() * 100;
    if (number < shares.hostile) return { kind: 'hostile', query: oneOf(hostileOperations)(), variables: {} };
    if (number < shares.hostile + shares.examples) {
      const { query, variables } = oneOf(examples);
      return { kind: 'examples', query, variables: JSON.parse(variables || '{}') };
    }
    const { query, variables } = nextDocument();
    if (number > 100 - shares.left)
      return { kind: 'left', query, variables, timeout: 1 + Math.floor(Math.random() * 50) };
    return { kind: 'documents', query, variables };
  }

  async function send(query: string, variables: object, address: string, timeout = 60_000): Promise<void> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(timeout),
    });
    const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
    for (const code of new Set(errors.map(({ extensions }) => extensions.code))) note(code);
  }

  const buyer = async () => {
    while (!signal.aborted) {
      const headers = { 'x-forwarded-for': addressAtRandom() };
      try {
        const cartId = await fillCart(variantId, 'FR', headers);
        await run('CartComplete', { cartId, idempotencyKey: randomUUID() }, headers);
        load.sent.purchases += 1;
      } catch (error) {
        note(`purchase: ${(error as Error).message.slice(0, 60)}`);
      }
      await sleep(1_000);
    }
  };

  load.ended = Promise.all([buyer(), ...Array.from({ length: clients }, client)]);
  return load;
}

function oneOf<Item>(items: readonly Item[]): Item {
  return items[Math.floor(Math.random() * items.length)] as Item;
}

function addressAtRandom(): string {
  const byte = () => Math.floor(Math.random() * 256);
  return `100.${byte()}.${byte()}.${byte()}`;
}
