/** An object of the small supergraph. A representation, which a gateway sends, has the values that it requires in `sent`. */
export interface Row {
  __typename?: string;
  id: string;
  sent?: Readonly<Record<string, unknown>>;
}

type Resolver = (row: Row, args: Record<string, unknown>) => unknown;

const types: Record<string, string> = { p: 'Product', i: 'Image', v: 'Video', n: 'Note', h: 'Person' };

/** The row of an entity. The first letter of its id is that of its type. */
export const rowOf = (id: string): Row => ({ __typename: types[id.slice(0, 1)] as string, id });

/** The product that only the shop knows. */
export const goneProduct = 'p9';

const fails = (message: string): never => {
  throw new Error(message);
};
const stock = (id: string) => ({ __typename: 'Stock', id, sku: id.slice(0, 2), region: { code: id.slice(2) } });
const price = (id: string) => (id === 'p2' ? null : 100);
const dims = (id: string) => (id === 'p3' ? null : { w: id.length, h: id === 'p1' ? 2 : null });
const boxes = (id: string) => (id === 'p2' ? [[{ w: 1, h: 1 }, null], null, []] : [[dims(id)]]);
const dog = { __typename: 'Pet', id: 'h2', name: 'Rex' };

/** A value that a subgraph requires: from the representation where there is one, which then must have it. */
function required(row: Row, name: string, value: (id: string) => unknown): unknown {
  if (!row.sent) return value(row.id);
  return name in row.sent ? row.sent[name] : fails(`${name} was not sent`);
}

/** Resolvers by coordinate. All other fields are properties of the row. */
export const resolvers: Readonly<Record<string, Resolver>> = {
  'Query.products': (_, { first }) => ['p1', 'p2', 'p3'].slice(0, Number(first ?? 3)).map(rowOf),
  'Query.product': (_, { id }) => (/^p[1239]$/.test(String(id)) ? rowOf(String(id)) : null),
  'Query.items': () => ['n1', 'p1', 'i1', 'v1'].map(rowOf),
  'Query.item': () => rowOf('v1'),
  'Query.must': () => rowOf('p1'),
  'Query.titled': () => ['n1', 'p2', 'i1', 'v1'].map(rowOf),
  'Query.fail': () => fails('fail'),
  'Query.find': (_, args) => [JSON.stringify(args)],
  'Query.matrix': () => [[['x'], null], []],
  'Query.rows': () => [[rowOf('p1'), null, rowOf('p9')], null, [rowOf('p1')]],
  'Query.media': () => ['v1', 'i1'].map(rowOf),
  'Query.notes': () => [rowOf('n1')],
  'Query.places': () => ['p1', 'p2'].map((id) => ({ id })),
  'Query.people': () => ['h1', 'h2', 'h1'].map(rowOf),
  'Query.person': () => rowOf('h2'),
  'Query.first': () => rowOf('h1'),
  'Mutation.change': (_, { n }) => ({ id: 'c1', product: rowOf('p1'), n }),
  'Mutation.move': (_, { n }) => ({ id: 'm1', product: rowOf('p2'), n }),
  'Mutation.hire': () => ({ id: 'h1', person: rowOf('h1'), made: rowOf('p2') }),
  'Mutation.fail': () => fails('fail'),
  'Product.upc': ({ id }) => `u-${id}`,
  'Product.title': ({ id }, args) => id + JSON.stringify(args),
  'Product.price': ({ id }) => price(id),
  'Product.dims': ({ id }) => dims(id),
  'Product.boxes': ({ id }) => boxes(id),
  'Product.shipping': (row) => {
    const known = required(row, 'price', price) as number | null;
    return known === null ? null : known * 2;
  },
  'Product.parcel': (row, { pad }) => {
    const size = required(row, 'dims', dims) as { w: number; h?: number | null } | null;
    return JSON.stringify([size && { w: size.w, h: size.h }, required(row, 'price', price), pad]);
  },
  'Product.pallet': (row) => [JSON.stringify(required(row, 'boxes', boxes), ['w'])],
  'Product.firm': ({ id }) => (id === 'p2' ? fails('firm') : 'firm'),
  'Product.soft': ({ id }) => (id === 'p1' ? fails('soft') : 'soft'),
  'Product.media': () => [rowOf('i1'), rowOf('v1'), null],
  'Product.main': ({ id }) => rowOf(id === 'p1' ? 'i1' : 'v1'),
  'Product.grid': () => [[rowOf('p1'), null], [], null, [rowOf('p2')]],
  'Product.related': () => ['p2', 'p1', 'p2'].map(rowOf),
  'Product.best': ({ id }) => (id === 'p3' ? null : rowOf('p3')),
  'Product.items': () => ['p1', 'i1', 'n1', 'v1', 'p2'].map(rowOf),
  'Product.tags': () => ['b', 'a'],
  'Product.place': ({ id }) => ({ id }),
  'Product.stock': ({ id }) => [stock(`${id}eu`), stock(`${id}us`)],
  'Product.maker': ({ id }) => (id === 'p2' ? rowOf('h2') : rowOf('h1')),
  'Product.story': ({ id }) => (id === 'p3' ? fails('story') : `story of ${id}`),
  'Product.signed': ({ id }) => id === 'p1',
  'Product.rival': ({ id }) => (id === 'p1' ? rowOf('p2') : null),
  'Stock.count': ({ id }) => (id.endsWith('us') ? null : 7),
  'Stock.bins': ({ id }) => (id.startsWith('p1') ? [['a', 'b'], null] : [['c', null]]),
  'Stock.clerk': () => rowOf('h2'),
  'Place.name': ({ id }) => `place ${id}`,
  'Place.owner': () => rowOf('p2'),
  'Place.lines': () => [['a', null], null],
  'Place.strict': ({ id }) => (id === 'p2' ? null : 1),
  'Place.stock': ({ id }) => stock(`${id}eu`),
  'Image.url': ({ id }, { size }) => `${id} ${size}`,
  'Image.rank': () => 1,
  'Image.title': () => 'image',
  'Image.width': () => 64,
  'Image.of': () => rowOf('p1'),
  'Video.url': ({ id }, { size }) => `${id} ${size}`,
  'Video.rank': () => 2,
  'Video.title': () => null,
  'Video.length': () => null,
  'Video.of': () => rowOf('p2'),
  'Note.text': () => 'text',
  'Note.title': () => 'note',
  'Note.about': () => rowOf('p2'),
  'Note.width': () => 'wide',
  'Person.name': ({ id }) => `name ${id}`,
  'Person.made': ({ id }) => (id === 'h1' ? ['p1', 'p9', 'p1'] : ['p2']).map(rowOf),
  'Person.boss': ({ id }) => (id === 'h1' ? rowOf('h2') : null),
  'Person.city': ({ id }) => ({ id }),
  'Person.pets': ({ id }) => [dog, rowOf(id)],
  'Person.home': ({ id }) => ({ id: id === 'h1' ? 'p1' : 'p2' }),
  'Pet.of': ({ id }) => rowOf(id),
  'City.name': ({ id }) => `city ${id}`,
  'City.mayor': () => rowOf('h1'),
};
