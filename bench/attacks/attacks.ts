import { randomUUID } from 'node:crypto';

/** One way to keep a gateway from serving others. */
export type Attack = {
  name: string;
  /** How many connections the attacker has open at once. */
  connections: number;
} & (
  | {
      kind: 'requests';
      /** The next request: an operation, or what is sent in place of one. */
      next(): AttackRequest;
    }
  | {
      kind: 'sockets';
      /**
       * What is sent eight times over each connection; its answers are never read. Nothing is sent where it is absent.
       */
      request?: AttackRequest;
    }
);

export interface AttackRequest {
  query: string;
  variables?: Record<string, unknown>;
  headers?: Record<string, string>;
}

const letters = (count: number) => Array.from({ length: count }, (_, index) => `a${index}`);

/** A selection nested in itself, `levels` times. */
function nested(levels: number, wrap: (inner: string) => string, innermost: string): string {
  return Array.from({ length: levels }).reduce<string>((inner) => wrap(inner), innermost);
}

const fields = 'name description args { name description type { name } } type { name ofType { name } }';

/** Selects the whole schema `times` times. The limit of aliases allows 29. */
function introspection(times: number): string {
  const fragment = `fragment S on __Schema { types { name description fields(includeDeprecated: true) { ${fields} } } }`;
  return `{ ${letters(times).map((alias) => `${alias}: __schema { ...S }`)} } ${fragment}`;
}

/** The same operation with another name and other literals: one plan, if plans are cached by normal form. */
function renamed(): string {
  const name = `n${randomUUID().replaceAll('-', '')}`;
  const roots = letters(29).map((alias) => `${alias}: product(handle: "${randomUUID()}") { ...F }`);
  return `query ${name} { ${roots.join(' ')} } fragment F on Product { title provenance { place } stories(first: 1) { nodes { title } } }`;
}

const parts = ['title', 'handle', 'id', 'description', 'vendor', 'createdAt', 'updatedAt', 'tags'];
const joined = [
  'provenance { place }',
  'provenance { story { html } }',
  'related(first: 1) { title }',
  'stories(first: 1) { nodes { title } }',
];

/** Operations that have not been asked before: no plan is known. */
function distinct(): string {
  const some = (of: string[]) => of.filter(() => Math.random() < 0.5);
  const product = () =>
    ['__typename', 'title', ...some(parts.slice(0, 3)), ...some(joined.slice(2)), ...some(joined.slice(0, 1))].join(
      ' ',
    );
  return `{ ${letters(6)
    .map((alias) => `${alias}: product(handle: "nope") { ${product()} }`)
    .join(' ')} }`;
}

const collections = (inner: string) =>
  `collections(first: 100) { nodes { products(first: 100) { nodes { title ${inner} } } } }`;
const related = nested(12, (inner) => `related(first: 24) { ${inner} }`, 'id');
const materials =
  'materials(first: 100) { nodes { products(first: 100) { nodes { provenance { materials { material { name products(first: 100) { nodes { title } } } } } } } } }';
const html = nested(
  3,
  (inner) => `articles(first: 100) { nodes { artisans { ${inner} } } }`,
  letters(28)
    .map((alias) => `${alias}: biography { html }`)
    .join(' '),
);

/** The operation of 164 fetches that earlier limits let through; it is read from its file. */
export function attacks(worst: string): Attack[] {
  const always = (name: string, query: string, connections = 1): Attack => ({
    name,
    kind: 'requests',
    connections,
    next: () => ({ query }),
  });
  return [
    always('introspection in a loop', introspection(29)),
    { name: 'operations under other names', kind: 'requests', connections: 4, next: () => ({ query: renamed() }) },
    { name: 'distinct operations', kind: 'requests', connections: 4, next: () => ({ query: distinct() }) },
    always('related, 12 levels', `{ products(first: 100) { nodes { ${related} } } }`),
    always(
      'materials under 30 aliases',
      `{ ${letters(30)
        .map((alias) => `${alias}: ${materials}`)
        .join(' ')} }`,
    ),
    always('html under 28 aliases', `{ artisans(first: 100) { nodes { ${html} } } }`),
    always(
      'collections under 20 aliases',
      `{ ${letters(20)
        .map((alias) => `${alias}: ${collections('')}`)
        .join(' ')} }`,
    ),
    always('164 fetches', worst, 4),
    {
      name: 'unknown partner keys',
      kind: 'requests',
      connections: 50,
      next: () => ({
        query: '{ __typename }',
        headers: { authorization: `Bearer axk_live_${randomUUID().replaceAll('-', '')}` },
      }),
    },
    always(
      'carts',
      `mutation { ${letters(30)
        .map((alias) => `${alias}: cartCreate(input: {}) { cart { id } }`)
        .join(' ')} }`,
      6,
    ),
    always('one cart after another', 'mutation { cartCreate(input: {}) { cart { id } } }', 6),
    always('known reads, 50 at a time', '{ product(handle: "ember-tote") { title } }', 50),
    { name: 'slow readers', kind: 'sockets', connections: 200, request: { query: introspection(1) } },
    { name: 'idle sockets', kind: 'sockets', connections: 1_000 },
  ];
}
