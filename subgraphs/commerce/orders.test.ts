import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { cartLanguageSuite } from './carts/languages.suite.ts';
import { limitedSuite } from './carts/limited.suite.ts';
import { purchaseSuite } from './carts/purchases.suite.ts';
import { openShop, type Shop, whatIsKept } from './commerce.fixture.ts';
import { invoiceSuite } from './invoices/invoices.suite.ts';
import { cancellationSuite } from './orders/cancellation.suite.ts';
import { returnSuite } from './orders/returns.suite.ts';
import { snapshotSuite } from './orders/snapshots.suite.ts';
import { paymentSuite } from './payments/payments.suite.ts';
import { pickupSuite } from './shipping/pickup.suite.ts';

/** Purchases, payments and orders. One Medusa serves all suites of a file. */
const shop = {} as Shop;

beforeAll(async () => {
  Object.assign(shop, await openShop());
  await shop.ask(whatIsKept);
}, 630_000);

afterAll(() => shop.close?.());

beforeEach(() => shop.resetCalls());

purchaseSuite(shop);
snapshotSuite(shop);
cartLanguageSuite(shop);
paymentSuite(shop);
cancellationSuite(shop);
returnSuite(shop);
describe('A pick-up at a store', () => pickupSuite(shop));
describe('An invoice', () => invoiceSuite(shop));
limitedSuite(shop);
