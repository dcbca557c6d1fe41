/** Fields of a response by path, such as `products.nodes[].title`: the names of an object's fields, or a type. */
type Shape = Map<string, string>;

/**
 * Throws where two responses differ in shape: in an object's fields, a value's type, or the length of a list that is not within
 * another. Null fits any type.
 */
export function sameShape(one: unknown, other: unknown): void {
  const [first, second] = [shapeOf(one), shapeOf(other)];
  for (const [path, kind] of first) {
    const found = second.get(path);
    if (found !== undefined && found !== kind) throw new Error(`The responses differ at ${path}: ${kind}, ${found}.`);
  }
}

function shapeOf(value: unknown, path = '', into: Shape = new Map()): Shape {
  if (value === null) return into;
  if (Array.isArray(value)) {
    // Facets have as many values as the catalogue has.
    if (!path.includes('[]') && !path.endsWith('.values')) into.set(path, `${value.length} items`);
    for (const item of value) shapeOf(item, `${path}[]`, into);
  } else if (typeof value === 'object') {
    into.set(path, Object.keys(value).join());
    for (const [name, field] of Object.entries(value)) shapeOf(field, `${path}.${name}`, into);
  } else {
    into.set(path, typeof value);
  }
  return into;
}
