import { GraphQLError, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import { errorAt } from '../normal-form/field-names.ts';
import type { Completion } from './completion.ts';
import { deduplicateErrors, findErrors } from './deduplicate-errors.ts';
import type { ResponseField, ResponseShape } from './response-shape.ts';
import { countResponse } from './response-size.ts';

export type Data = Record<string, unknown>;

/** The parts that a response is completed from. */
interface Parts {
  root: GraphQLObjectType;
  shape: ResponseShape;
  /** The API schema. */
  schema: GraphQLSchema;
  /** The full schema, with `@inaccessible` elements. */
  supergraph: GraphQLSchema;
  /** The data of the subgraphs, by planned names: see `FieldNames`. */
  data: Data;
  /** The errors of the subgraphs, with paths in the client's response. */
  errors: readonly GraphQLError[];
  /** The entities in `data` that a subgraph did not find by their keys. */
  missingEntities: ReadonlySet<unknown>;
  /** The errors of the fields that are denied to the viewer, by coordinate. */
  refusals: ReadonlyMap<string, GraphQLError>;
  /** The introspection fields of the root, by response key. */
  introspection: Data;
  /** The maximum size of the response as JSON, in bytes. */
  limit: number;
}

/** The data and errors of a response. */
export interface CompletedResponse {
  data: Data | null;
  errors: GraphQLError[];
}

/** The null of a failed field, for which an error is reported. */
const failed = Symbol('failed');
/** The null of an entity that its subgraph does not find. It is not an error where the field is nullable. */
const notFound = Symbol('not found');

/** The maximum number of errors for denied fields in one response. */
const maxRefusals = 1_000;

/**
 * Completes the values of a response by the GraphQL specification (6.4.3), in the shape that the operation selects.
 * - A null in a non-null position moves to the nearest nullable field, with one error: the subgraph's, or
 *   INTERNAL_SERVER_ERROR. A field that is missing in the data is treated the same.
 * - Where the field is nullable, three cases are null without an error: an entity that its subgraph does not find, and
 *   enum values and types that are `@inaccessible`.
 * - A denied field is null with its error, for at most the first thousand places.
 * - A field beyond the size limit is null with RESPONSE_TOO_LARGE, for at most the first hundred places.
 */
export function completeResponse(parts: Parts): CompletedResponse {
  const { schema, supergraph, refusals, introspection } = parts;
  const errorWithin = findErrors(parts.errors);
  const errors = [...parts.errors];
  const path: (string | number)[] = [];
  const size = countResponse(parts.limit);
  let refusalCount = 0;

  const root = completeObject(parts.root, parts.shape, parts.data);
  const data = typeof root === 'symbol' || size.isFarBeyond() ? null : root;
  return { data, errors: deduplicateErrors(errors, data) };

  function completeObject(type: GraphQLObjectType, shape: ResponseShape, object: Data): Data | symbol {
    const completed: Data = {};
    for (const field of shape.fieldsOf(type)) {
      path.push(field.key);
      const value = size.addKey(field.key) ? completeField(field, type, object) : omit(field);
      path.pop();
      if (typeof value === 'symbol') return value;
      // An assignment to `__proto__` adds no field.
      if (field.key === '__proto__') Object.defineProperty(completed, field.key, { ...ordinary, value });
      else completed[field.key] = value;
    }
    return completed;
  }

  function completeField(field: ResponseField, type: GraphQLObjectType, object: Data): unknown {
    const refusal = refusals.get(field.coordinate);
    if (refusal) return refuse(refusal, field);
    if (field.source === 'typename') return type.name;
    if (field.source === 'introspection') {
      const value = introspection[field.key];
      return size.addValue(value) ? value : omit(field);
    }
    // A field may have the name of an inherited property, such as `constructor`.
    const value = Object.hasOwn(object, field.plannedName) ? object[field.plannedName] : undefined;
    return value === undefined
      ? completeMissing(field.completion, object)
      : completeValue(field.completion, field.shape, value);
  }

  function refuse({ message, extensions }: GraphQLError, field: ResponseField): null | symbol {
    refusalCount += 1;
    if (refusalCount <= maxRefusals) errors.push(new GraphQLError(message, { path: [...path], extensions }));
    return nullOf(field);
  }

  function omit(field: ResponseField): null | symbol {
    reportTooLarge();
    return nullOf(field);
  }

  function nullOf(field: ResponseField): null | symbol {
    return field.source === 'typename' || (field.source === 'subgraphs' && field.completion.isNonNull) ? failed : null;
  }

  /**
   * Where a fetch failed, dependent fetches are not made. Their fields are missing, and have no errors of their own: the
   * error of that fetch, which is at another field of the object, is theirs too.
   */
  function completeMissing({ isNonNull }: Completion, object: Data): null | symbol {
    if (errorWithin(path)) return isNonNull ? failed : null;
    if (parts.missingEntities.has(object)) return isNonNull ? notFound : null;
    const cause = path.length > 1 ? errorWithin(path.slice(0, -1)) : undefined;
    if (cause) errors.push(errorAt(cause, [...path]));
    else report('No subgraph returned the field.');
    return isNonNull ? failed : null;
  }

  function completeValue(completion: Completion, shape: ResponseShape, value: unknown): unknown {
    const result = value === null ? null : completeNullable(completion, shape, value);
    if (!completion.isNonNull) return typeof result === 'symbol' ? null : result;
    if (result !== null && result !== notFound) return result;
    if (!errorWithin(path)) report('A subgraph returned null for a non-null field.');
    return failed;
  }

  function completeNullable(completion: Completion, shape: ResponseShape, value: unknown): unknown {
    if (completion.kind === 'list')
      return Array.isArray(value) ? completeList(completion.item, shape, value) : invalid();
    if (completion.kind === 'leaf') {
      const checked = completion.check(value);
      if (checked !== 'valid') return checked === 'hidden' ? null : invalid();
      if (size.addValue(value)) return value;
      reportTooLarge();
      return failed;
    }
    if (typeof value !== 'object' || Array.isArray(value)) return invalid();
    if (completion.kind === 'object') return completeObject(completion.type, shape, value as Data);
    const { __typename: typename } = value as Data;
    // The name of the interface is that of its objects in the subgraph that does not know their types.
    const isUntyped = typename === undefined || typename === completion.type.name;
    if (isUntyped && completion.untyped) return completeObject(completion.untyped, shape, value as Data);
    const name = String(typename);
    const type = schema.getType(name);
    if (!type && supergraph.getType(name)) return null;
    if (!isObjectType(type) || !schema.isSubType(completion.type, type)) return invalid();
    return completeObject(type, shape, value as Data);
  }

  function completeList(item: Completion, shape: ResponseShape, values: unknown[]): unknown {
    const items: unknown[] = [];
    for (const [index, value] of values.entries()) {
      path.push(index);
      const completed = completeValue(item, shape, value);
      path.pop();
      if (typeof completed === 'symbol') return completed;
      items.push(completed);
    }
    return items;
  }

  function reportTooLarge(): void {
    const error = size.errorAt(path);
    if (error) errors.push(error);
  }

  function invalid(): symbol {
    report('A subgraph returned a value that is invalid for the type.');
    return failed;
  }

  function report(message: string): void {
    errors.push(new GraphQLError(message, { path: [...path], extensions: { code: 'INTERNAL_SERVER_ERROR' } }));
  }
}

const ordinary = { enumerable: true, configurable: true, writable: true };
