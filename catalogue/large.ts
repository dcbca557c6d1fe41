import { catalogue } from './catalogue.ts';
import { gtin14 } from './gtin.ts';
import type { Catalogue, Currency, Product, Variant } from './types.ts';

/** What distinguishes one edition of a product from the next in its name. */
const names = [
  ...['Alder', 'Basalt', 'Bracken', 'Chalk', 'Cinder', 'Clay', 'Dune', 'Fern', 'Flint', 'Frost', 'Gorse', 'Hail'],
  ...['Heath', 'Iris', 'Juniper', 'Kelp', 'Larch', 'Loam', 'Madder', 'Mica', 'Moss', 'Ochre', 'Peat', 'Quartz'],
  ...['Reed', 'Rime', 'Rowan', 'Rust', 'Sedge', 'Shale', 'Sloe', 'Sorrel', 'Tansy', 'Thrift', 'Umber', 'Yarrow'],
];

/** Item numbers from here on belong to editions. */
const firstEditionItem = 10_000;

/**
 * The catalogue multiplied to this many products: the real ones, then editions of each with different ids, handles, article
 * numbers, names, prices and stock. The same count gives the same catalogue. Articles refer to the real products
 * only. Throws a RangeError for a count below the number of real products.
 */
export function largeCatalogue(products: number): Catalogue {
  const house = catalogue.products;
  if (products < house.length) throw new RangeError(`A large catalogue has at least ${house.length} products.`);
  const editions = Array.from({ length: products - house.length }, (_, index) =>
    edition(house[index % house.length] as Product, Math.floor(index / house.length), firstEditionItem + index),
  );
  return { ...catalogue, products: [...house, ...editions] };
}

function edition(product: Product, number: number, item: number): Product {
  const name = names[number % names.length] as string;
  const round = Math.floor(number / names.length) + 1;
  const title = round === 1 ? name : `${name} No. ${round}`;
  const suffix = round === 1 ? name.toLowerCase() : `${name.toLowerCase()}-${round}`;
  return {
    ...product,
    id: `${product.id}-${suffix}`,
    handle: `${product.handle}-${suffix}`,
    title: `${product.title}, ${title}`,
    description: `${product.description} This is the edition ${title}.`,
    gtin: gtin14(item),
    edition: undefined,
    purchaseLimit: undefined,
    variants: product.variants.map((variant, index) => editionVariant(variant, index, number, suffix)),
  };
}

function editionVariant(variant: Variant, index: number, number: number, suffix: string): Variant {
  // 7 and 13 have no common divisor, so that neighbouring editions differ in price: from 80 to 140 per cent.
  const factor = 0.8 + ((number * 7) % 13) * 0.05;
  const { prices, comparePrices, stock } = variant;
  return {
    ...variant,
    id: `${variant.id}-${suffix}`,
    sku: `${variant.sku}-${suffix.toUpperCase()}`,
    preOrder: undefined,
    prices: scaled(prices, factor),
    ...(comparePrices && { comparePrices: scaled(comparePrices, factor) }),
    stock: Object.fromEntries(
      Object.entries(stock).map(([place, pieces]) => [place, (pieces * 3 + number * 5 + index) % 17]),
    ),
  };
}

function scaled(prices: Record<Currency, number>, factor: number): Record<Currency, number> {
  const { EUR, USD, GBP, JPY, CHF } = prices;
  return {
    EUR: rounded(EUR * factor),
    USD: rounded(USD * factor),
    GBP: rounded(GBP * factor),
    JPY: Math.round((JPY * factor) / 1000) * 1000,
    CHF: rounded(CHF * factor),
  };
}

/** To a step that suits the height of the price. */
function rounded(price: number): number {
  const step = price < 200 ? 1 : price < 1000 ? 5 : price < 5000 ? 10 : 50;
  return Math.round(price / step) * step;
}
