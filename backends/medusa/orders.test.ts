import { afterAll, beforeAll, describe } from '@jest/globals';
import { openShop, type Shop } from '#tests/support/backends/shop.ts';
import { threePieces } from '#tests/support/backends/three-pieces.ts';
import { cartSuite } from './carts.suite.ts';
import { invoiceSuite } from './invoices.suite.ts';
import { limitedOrdersSuite } from './limited.suite.ts';
import { orderMailSuite } from './order-mails.suite.ts';
import { incompleteOrdersSuite } from './orders.suite.ts';
import { returnRefundSuite } from './returns.suite.ts';
import { taxSuite } from './taxes.suite.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop(threePieces);
}, 600_000);

afterAll(() => shop?.close(), 30_000);

describe('Incomplete orders', () => incompleteOrdersSuite(() => shop));
describe('Invoices', () => invoiceSuite(() => shop));
describe('Orders of limited products', () => limitedOrdersSuite(() => shop));
describe('Mail about orders', () => orderMailSuite(() => shop));
describe('Refunds of returned pieces', () => returnRefundSuite(() => shop));
describe('A database without tax-inclusive currencies', () => taxSuite(() => shop));
describe('Carts over REST', () => cartSuite(() => shop));
