/**
 * Three small subgraphs. Between them they have entities with several keys and in several places, a composite key, interfaces whose
 * types differ in nullability, unions, lists of lists, `@requires` with nested fields, `@provides`, and mutations in each.
 */
const inputs = `
  enum Color { RED BLUE }
  input Pick { color: Color  names: [String!]  deep: Pick  min: Int = 3 }
  type Dims @shareable { w: Int!  h: Int }
  type Region @shareable { code: String! }`;

export const sdls = {
  shop: `${inputs}
    type Query {
      products(first: Int = 2): [Product!]  product(id: ID!): Product  items: [Item]  item: Item  must: Product!
      titled: [Titled]  fail: Int  matrix: [[[String]]!]  rows: [[Product]]
      find(pick: Pick, color: Color = BLUE, ids: [ID!], flag: Boolean): [String!]!
    }
    type Mutation { change(n: Int): Change  fail: Change }
    type Change { product: Product  n: Int }
    interface Media { id: ID!  url(size: Int = 10): String! }
    interface Titled { title: String }
    interface Rated { rank: Int }
    type Image implements Media & Rated & Titled @key(fields: "id") {
      id: ID!  url(size: Int = 10): String!  rank: Int!  title: String
    }
    type Video implements Media & Rated & Titled @key(fields: "id") {
      id: ID!  url(size: Int = 10): String!  rank: Int  title: String
    }
    type Note implements Titled @key(fields: "id") {
      id: ID!  text: String!  title: String!  about: Product  width: String
    }
    union Item = Product | Image | Note | Video
    type Product implements Titled @key(fields: "id") @key(fields: "upc") {
      id: ID!  upc: String!  title(upper: Boolean = false, pick: Pick, c: Color): String  price: Int  dims: Dims  boxes: [[Dims]]
      media: [Media]  main: Media!  grid: [[Product]!]  related: [Product!]!  items: [Item!]  tags: [String!]!
      stock: [Stock!]  maker: Person @provides(fields: "name")
    }
    type Stock @key(fields: "sku region { code }") { sku: ID!  region: Region!  count: Int }
    type Person @key(fields: "id") { id: ID!  name: String @external }`,

  places: `${inputs}
    type Query { media: [Media!]!  notes: [Note]  places: [Place] }
    type Mutation { move(n: Int): Move }
    type Move { product: Product  n: Int }
    interface Media { id: ID! }
    type Image implements Media @key(fields: "id") { id: ID!  width: Int!  of: Product! }
    type Video implements Media @key(fields: "id") { id: ID!  length: Int  of: Product }
    type Note @key(fields: "id") { id: ID! }
    type Product @key(fields: "id") {
      id: ID!  firm: String!  soft: String  best: Product  place: Place!
      price: Int @external  dims: Dims @external  boxes: [[Dims]] @external
      shipping: Int @requires(fields: "price")
      parcel(pad: Int = 1): String @requires(fields: "dims { w h } price")
      pallet: [String] @requires(fields: "boxes { w }")
    }
    type Place { name: String!  owner: Product!  lines: [[String]]  strict: Int!  stock: Stock }
    type Stock @key(fields: "sku region { code }") { sku: ID!  region: Region!  bins: [[String!]]  clerk: Person }
    type Person @key(fields: "id") { id: ID!  home: Place }`,

  people: `
    type Query { people: [Person!]  person: Person  first: Person! }
    type Mutation { hire(n: Int): Hire! }
    type Hire { person: Person!  made: Product }
    interface Named { name: String }
    type Person implements Named @key(fields: "id") {
      id: ID!  name: String @shareable  made: [Product!]  boss: Person  city: City!  pets: [Named!]
    }
    type Pet implements Named { name: String  of: Person! }
    type City { name: String  mayor: Person }
    type Product @key(fields: "upc") { upc: String!  story: String  signed: Boolean!  rival: Product }`,
};

/** Values of arguments for these subgraphs, by name: see `KnownValues`. */
export const smallNames = {
  first: [0, 1, 2, null],
  id: ['p1', 'p2', 'p9', 'none'],
  ID: ['p1'],
  Int: [1, 7],
  String: ['x'],
  Boolean: [true, false],
};
