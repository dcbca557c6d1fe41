import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { attributeSuite } from './carts/attributes.suite.ts';
import { cartSuite } from './carts/carts.suite.ts';
import { customerCartSuite } from './carts/carts-customers.suite.ts';
import { discountCodeSuite, manyLinesSuite } from './carts/codes.suite.ts';
import { giftSuite } from './carts/gifts.suite.ts';
import { ownCartSuite } from './carts/own-carts.suite.ts';
import { addMarkets, priceSuite } from './carts/prices.suite.ts';
import { openShop, type Shop, whatIsKept } from './commerce.fixture.ts';
import { addressBookSuite } from './customers/addresses.suite.ts';
import { customerSuite } from './customers/customers.suite.ts';
import { geographySuite } from './geography/geography.suite.ts';
import { modelSuite } from './models/models.suite.ts';
import { outageSuite, partialOutageSuite } from './outage.suite.ts';
import { deliverableSuite } from './products/deliverable.suite.ts';
import { languageSuite } from './products/languages.suite.ts';
import { listSuite } from './products/lists.suite.ts';
import { merchandisingSuite } from './products/merchandising.suite.ts';
import { presentationSuite } from './products/presentation.suite.ts';
import { productSuite } from './products/product.suite.ts';
import { referenceSuite } from './products/references.suite.ts';
import { sitemapSuite } from './products/sitemap/sitemap.suite.ts';
import { sortingSuite } from './products/sorting/sorting.suite.ts';
import { structuredDataSuite } from './products/structured-data/structured-data.suite.ts';
import { shippingSuite } from './shipping/shipping.suite.ts';

/** Products, carts and customers. One Medusa serves all suites of a file. */
const shop = {} as Shop;

beforeAll(async () => {
  Object.assign(shop, await openShop());
  await addMarkets(shop);
  await shop.ask(whatIsKept);
}, 630_000);

afterAll(() => shop.close?.());

beforeEach(() => shop.resetCalls());

describe('A product', () => productSuite(shop));
describe('A product on its page', () => presentationSuite(shop));
describe('The structured data of the catalogue', () => structuredDataSuite(shop));
describe('A reference', () => referenceSuite(shop));
describe('The size of a 3D model', () => modelSuite(shop));
describe('A language', () => languageSuite(shop));
describe('A list', () => listSuite(shop));
describe('Lists with the deliverable products first', () => deliverableSuite(shop));
describe('The site map of the catalogue', () => sitemapSuite(shop));
describe('The place of a visitor', () => geographySuite(shop));
describe('A price', () => priceSuite(shop));
describe('A cart', () => cartSuite(shop));
describe('Attributes of a line', () => attributeSuite(shop));
describe('The note and the gift options of a cart', () => giftSuite(shop));
describe('A discount code', () => discountCodeSuite(shop));
describe('A list of lines', () => manyLinesSuite(shop));
describe('Carts of a customer', () => ownCartSuite(shop));
describe('A cart of a customer', () => customerCartSuite(shop));
describe('Shipping', () => shippingSuite(shop));
describe('A customer', () => customerSuite(shop));
describe('A customer, with profile and address book,', () => addressBookSuite(shop));
// It leaves orders.
describe('The order of products', () => sortingSuite(shop));
// It leaves collections, which no list before it may contain.
describe('A product among others', () => merchandisingSuite(shop));
describe('An outage of Medusa in the middle of a request', () => partialOutageSuite(shop));
describe('An outage of Medusa', () => outageSuite(shop));
