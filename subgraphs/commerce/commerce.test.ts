import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { aCart } from './carts/carts.suite.ts';
import { aCartOfACustomer } from './carts/carts-customers.suite.ts';
import { aDiscountCode, aListOfLines } from './carts/codes.suite.ts';
import { addMarkets, aPrice } from './carts/prices.suite.ts';
import { aPurchase } from './carts/purchases.suite.ts';
import { openShop, type Shop } from './commerce.fixture.ts';
import { aCustomersBook } from './customers/addresses.suite.ts';
import { aCustomer } from './customers/customers.suite.ts';
import { anOutage } from './outage.suite.ts';
import { aList } from './products/lists.suite.ts';
import { aProduct } from './products/product.suite.ts';
import { aReference } from './products/references.suite.ts';

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
