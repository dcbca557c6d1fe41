import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { readExamples } from '#gateway/pages/explorer/operations.ts';
import { type ExampleRunner, startExampleRunner } from '../support/examples.ts';
import { execute, type GraphResponse } from '../support/graph.ts';

const examples = await readExamples();

/** Examples with a user error, because a step between them is not GraphQL. */
const refusedWith: Record<string, string> = {
  // The file must be sent by PUT first.
  AssetUploadFinish: 'FILE_MISMATCH',
  // The order of the examples has not left the warehouse.
  OrderReturnRequest: 'LINE_NOT_RETURNABLE',
  OrderReturnCancel: 'RETURN_NOT_FOUND',
};

/** Examples that are shown with a credential but do not require it. */
const publicExamples = new Set([
  ...['Viewer', 'WebhookDeliveries', 'CartLinesClear', 'CartDelete', 'SharedWishlist'],
  ...['MailUnsubscribe', 'Preview', 'StockNoticeCreate', 'StockNoticeConfirm'],
]);

/** Examples whose lists may be empty: those of a new customer, a search that finds nothing, and the searches of another week. */
const maybeEmpty = new Set(['CustomerOrders', 'SearchAlternatives', 'SearchReport']);

let runner: ExampleRunner;
const responses = new Map<string, GraphResponse>();
beforeAll(() => {
  runner = startExampleRunner();
});

describe('The example operation', () => {
  it.each(examples)('$name is answered without an error, and finds or does something', async (example) => {
    const request = runner.request(example);
    const isGuarded = Object.keys(request.headers).length > 0 && !publicExamples.has(example.name);
    const refused = isGuarded ? await execute(example.query, request.variables) : undefined;
    const response = await runner.run(example, request);
    responses.set(example.name, response);

    expect(response.errors).toBeUndefined();
    for (const value of Object.values(response.data)) expect(value).not.toBeNull();
    if (!maybeEmpty.has(example.name)) expect(JSON.stringify(response.data)).not.toContain('"nodes":[]');
    const codes = Object.values(response.data as Record<string, Payload>).flatMap(({ userErrors = [] }) => userErrors);
    expect(codes.map(({ code }) => code)).toEqual(refusedWith[example.name] ? [refusedWith[example.name]] : []);
    // Without the credential it is rejected and changes nothing: otherwise the response above would differ.
    const refusals = refused?.errors?.map(({ extensions }) => extensions.code);
    expect(refusals ?? []).toEqual(isGuarded ? expect.arrayContaining(['UNAUTHENTICATED']) : []);
    if (isGuarded && isMutation(example.query)) expect(Object.values(refused?.data)).toEqual([null]);
  });

  it('that completes the cart creates an order, which its buyer can read with the access token', () => {
    const { order } = responses.get('CartComplete')?.data.cartComplete ?? {};

    expect(order).toMatchObject({ id: expect.stringMatching(/^order_/), email: 'ada@axiom.example' });
    expect(responses.get('Order')?.data.order).toMatchObject({ id: order.id, number: order.number });
  });
});

function isMutation(query: string): boolean {
  return parse(query).definitions.some((node) => node.kind === 'OperationDefinition' && node.operation === 'mutation');
}

interface Payload {
  userErrors?: { code: string }[];
}
