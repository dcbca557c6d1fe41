const nested = (field: string, levels: number, leaf: string) =>
  `${`${field} { `.repeat(levels)}${leaf}${' }'.repeat(levels)}`;

const aliased = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

let sent = 0;

/** Operations that ask for far more than a page needs, each of them different from all before. */
export const hostileOperations: (() => string)[] = [
  () => `query H${next()} { products(first: 100) { nodes { ${nested('related(first: 24)', 12, 'id')} } } }`,
  () =>
    `query H${next()} { ${nested('products(first: 100) { nodes', 1, nested('related(first: 24)', 2, 'id title'))} } }`,
  () =>
    `query H${next()} { ${aliased(30, 'materials(first: 100) { nodes { products(first: 100) { nodes { provenance { materials { material { name } } } } } } }')} }`,
  () =>
    `query H${next()} { artisans(first: 100) { nodes { articles(first: 100) { nodes { artisans { articles(first: 100) { nodes { narrative { html } } } } } } } } }`,
  () =>
    `query H${next()} { ${aliased(29, '__schema { ...S }')} } fragment S on __Schema { types { name fields { name description args { name } type { name ofType { name } } } } }`,
  () => `query H${next()} { ${aliased(29, `product(handle: "none-${sent}") { title provenance { place } }`)} }`,
  () => `mutation H${next()} { ${aliased(30, 'cartCreate(input: {}) { cart { id } }')} }`,
  () => `query H${next()} { ${'x'.repeat(199)}: search(query: "${'long '.repeat(40)}") { totalCount } }`,
];

function next(): number {
  sent += 1;
  return sent;
}
