/** The format of a tag: `products`, `product:{$key.id}` or `material:{$args.id}`. */
export interface TagFormat {
  /** The text before the value. */
  start: string;
  /** Undefined for a tag without a value, as lists have. */
  value: { from: 'key' | 'args'; name: string } | undefined;
  /** The text after it. */
  end: string;
}

/** Thrown where no tag can be read. */
export const untaggable = Symbol('no tag');

/** Reads a format. Throws `untaggable` where it has another form. */
export function validFormat(text: string): TagFormat {
  const match = /^([^{}]*)(?:\{\$(key|args)\.(\w+)\}([^{}]*))?$/.exec(text);
  if (!match) throw untaggable;
  const [, start = '', from, name, end = ''] = match;
  return { start, value: name === undefined ? undefined : { from: from as 'key' | 'args', name }, end };
}

/** The maximum length of a value, in characters. A longer one is not an id. */
const maxLength = 200;

/** The tag with a value; undefined where the value cannot be part of a tag. */
export function tagWith({ start, end, value: source }: TagFormat, value: unknown): string | undefined {
  if (!source) return start;
  const isText = typeof value === 'string' || typeof value === 'number';
  return isText && String(value).length <= maxLength ? `${start}${value}${end}` : undefined;
}

// No name in a schema, and no planned name, begins in this way: see `FieldNames`.
const aliasStart = '__tag_';

/** The response key of a field that is added to an operation because a tag contains its value. */
export function tagAlias(type: string, field: string): string {
  return `${aliasStart}${type}_${field}`;
}

/** Whether a field was added for a tag. Clients do not know of it. */
export function isTagAlias(key: string): boolean {
  return key.startsWith(aliasStart);
}
