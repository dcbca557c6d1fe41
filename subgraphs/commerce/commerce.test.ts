import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { aCart } from './carts.suite.ts';
import { aCartOfACustomer } from './carts-customers.suite.ts';
import { aDiscountCode, aListOfLines } from './codes.suite.ts';
import { openShop, type Shop } from './commerce.fixture.ts';
import { aCustomer } from './customers.suite.ts';
import { aCustomersBook } from './customers-book.suite.ts';
import { aList } from './lists.suite.ts';
import { anOutage } from './outage.suite.ts';
import { addMarkets, aPrice } from './prices.suite.ts';
import { aProduct } from './product.suite.ts';
import { aPurchase } from './purchases.suite.ts';
import { aReference } from './references.suite.ts';

/** One Medusa serves all: starting it takes longer than all the stories together. */
const shop = {} as Shop;

beforeAll(async () => {
  Object.assign(shop, await openShop());
  await addMarkets(shop);
  await shop.ask(
    '{ localization { currencyCode } product(handle: "ember-tote") { variants { nodes { inventory { available } } } } }',
  );
}, 330_000);

afterAll(() => shop.close?.());

beforeEach(() => shop.forget());

describe('A product', () => aProduct(shop));
describe('A reference', () => aReference(shop));
describe('A list', () => aList(shop));
aPurchase(shop);
describe('A price', () => aPrice(shop));
describe('A cart', () => aCart(shop));
describe('A discount code', () => aDiscountCode(shop));
describe('A list of lines', () => aListOfLines(shop));
describe('A cart of a customer', () => aCartOfACustomer(shop));
describe('A customer', () => aCustomer(shop));
describe('A customer, with profile and address book,', () => aCustomersBook(shop));
describe('Medusa out of reach', () => anOutage(shop));
