import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { jsonSize } from './json-size.ts';
import type { Work } from './work.ts';

/** The part of the context that all resolvers share. */
interface Context {
  request: { work: Work };
}

type Resolver = GraphQLFieldResolver<unknown, Context>;

/**
 * Enforces the limits of an operation's `Work` in every field of the schema: no resolver starts after the operation was
 * stopped, pending fields are then abandoned, values count towards the response size, and long executions yield to
 * other requests. Modifies the schema in place.
 */
export function limitWork(schema: GraphQLSchema): GraphQLSchema {
  const mutation = schema.getMutationType();
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    if (type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields()) as GraphQLField<unknown, Context>[]) {
      field.resolve = limited(field, type === mutation);
    }
  }
  return schema;
}

function limited(field: GraphQLField<unknown, Context>, isChange: boolean): Resolver {
  const isLeaf = isLeafType(getNamedType(field.type));
  // A value that is already loaded needs no further limits.
  if (isLeaf && !field.resolve) return leafResolver;
  const count = isLeaf ? countLeaf : countObjects;
  const resolve: Resolver = field.resolve ?? defaultFieldResolver;

  const answer: Resolver = (parent, args, context, info) => {
    const { work } = context.request;
    work.begin(info);
    const result = resolve(parent, args, context, info);
    if (!isPromise(result)) return count(result, work, info);
    // A mutation that has started is completed.
    return (isChange ? result : work.within(result, info)).then((value) => count(value, work, info));
  };
  return (parent, args, context, info) => {
    const turn = context.request.work.turn();
    return turn ? turn.then(() => answer(parent, args, context, info)) : answer(parent, args, context, info);
  };
}

const leafResolver: Resolver = (parent, args, context, info) => {
  const { work } = context.request;
  const value = defaultFieldResolver(parent, args, context, info);
  return isPromise(value)
    ? work.within(value, info).then((leaf) => countLeaf(leaf, work, info))
    : countLeaf(value, work, info);
};

function countLeaf(value: unknown, work: Work, info: GraphQLResolveInfo): unknown {
  work.take(bytesOfKey(info) + jsonSize(value), 0, info);
  return value;
}

/** Objects and lists count without their fields, which count themselves. */
function countObjects(value: unknown, work: Work, info: GraphQLResolveInfo): unknown {
  const objects = Array.isArray(value) ? value.length : 1;
  work.take(bytesOfKey(info) + 3 * objects, objects, info);
  // Entities are resolved as a list of promises.
  return Array.isArray(value) && value.some(isPromise)
    ? value.map((item) => (isPromise(item) ? work.within(item, info) : item))
    : value;
}

/** The size of a response key (the alias, if any) with quotation marks, colon and comma. */
function bytesOfKey({ path }: GraphQLResolveInfo): number {
  return (path.key as string).length + 4;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
