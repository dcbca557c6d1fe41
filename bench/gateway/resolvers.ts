/** Sample data and resolvers of the four subgraphs of the benchmark. The data is generated, and the same at every start. */

interface User {
  id: string;
  name: string;
  username: string;
  birthday: string;
}

interface Product {
  upc: string;
  name: string;
  price: number;
  weight: number;
  inStock: boolean;
}

interface Review {
  id: string;
  body: string;
  author: string;
  product: string;
}

const names = ['Amara Okafor', 'Bjarne Lund', 'Chiyo Tanaka', 'Dario Conti', 'Elif Demir', 'Farid Nazari'];
const goods = ['Lamp', 'Stool', 'Carafe', 'Blanket', 'Tray', 'Mirror', 'Clock', 'Vase', 'Chest'];
const opinions = [
  'Heavier than it looks, and better for it.',
  'The colour is darker than in the pictures, which suits the hall.',
  'Arrived well packed; one corner was scratched and replaced within a week.',
  'I bought a second one for my sister.',
];

const users: User[] = names.map((name, index) => ({
  id: String(index + 1),
  name,
  username: name.toLowerCase().replace(' ', '.'),
  birthday: `19${70 + index * 3}-0${index + 1}-12`,
}));

const products: Product[] = goods.map((name, index) => ({
  upc: String(index + 1),
  name,
  price: 199 + 170 * index,
  weight: 100 + 450 * index,
  inStock: index % 3 !== 2,
}));

const reviews: Review[] = Array.from({ length: 23 }, (_, index) => ({
  id: String(index + 1),
  body: opinions[index % opinions.length] as string,
  author: String((index % users.length) + 1),
  product: String(((index * 2) % products.length) + 1),
}));

const userOf = (id: string) => users.find((user) => user.id === id);
const productOf = (upc: string) => products.find((product) => product.upc === upc);

/** Freight follows the weight; expensive products are sent free of charge. */
const freightOf = ({ price, weight }: { price: number; weight: number }) =>
  price > 1_000 ? 0 : Math.round(weight / 2);

/** Resolvers by subgraph. */
export const resolvers = {
  accounts: {
    Query: {
      me: () => users[0],
      user: (_: unknown, { id }: { id: string }) => userOf(id),
      users: () => users,
    },
    User: { __resolveReference: ({ id }: { id: string }) => userOf(id) },
  },
  inventory: {
    Product: {
      __resolveReference: (reference: { upc: string; price?: number; weight?: number }) => ({
        ...reference,
        inStock: productOf(reference.upc)?.inStock,
      }),
      shippingEstimate: freightOf,
    },
  },
  products: {
    Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
    Product: { __resolveReference: ({ upc }: { upc: string }) => productOf(upc) },
  },
  reviews: {
    Review: {
      __resolveReference: ({ id }: { id: string }) => reviews.find((review) => review.id === id),
      author: ({ author }: Review) => ({ id: author, username: userOf(author)?.username }),
      product: ({ product }: Review) => ({ upc: product }),
    },
    User: { reviews: ({ id }: { id: string }) => reviews.filter(({ author }) => author === id) },
    Product: { reviews: ({ upc }: { upc: string }) => reviews.filter(({ product }) => product === upc) },
  },
};
