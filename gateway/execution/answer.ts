import { GraphQLError, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import { countAnswer } from './answer-size.ts';
import type { Completion } from './completion.ts';
import { onePerLoss, placesOf } from './losses.ts';
import type { Shape, ShapedField } from './shape.ts';

export type Data = Record<string, unknown>;

/** What the answer to an operation is made of. */
interface Parts {
  root: GraphQLObjectType;
  shape: Shape;
  /** What clients see. */
  schema: GraphQLSchema;
  /** The same schema with what is `@inaccessible`. */
  supergraph: GraphQLSchema;
  /** What the subgraphs answered, under raw names. */
  data: Data;
  /** What they could not answer, by paths in the client's names. */
  errors: readonly GraphQLError[];
  /** Objects of `data` that a subgraph was asked for by their keys and did not know. */
  gone: ReadonlySet<unknown>;
  /** Why fields are refused to the viewer, by coordinate. */
  refusals: ReadonlyMap<string, GraphQLError>;
  /** The introspection fields of the root, by their names in the answer. */
  introspection: Data;
  /** Bytes that the answer may have as JSON. */
  limit: number;
}

/** What a client is answered. */
export interface Completed {
  data: Data | null;
  errors: GraphQLError[];
}

/** A null for which an error is reported. */
const lost = Symbol('lost');
/** A null in place of an entity that its subgraph does not find: no error where the schema allows null. */
const gone = Symbol('gone');

/** The most errors that refusals give to one answer. */
const mostRefusals = 1_000;

/**
 * Completes the answer in the shape that the client asked for, by the GraphQL specification (6.4.3). A null where the
 * schema allows none moves to the nearest nullable field, with one error that says why: the subgraph's own, or else
 * INTERNAL_SERVER_ERROR. A field that no subgraph answered is treated the same. Three nulls are no errors where null is
 * allowed: an entity that its subgraph does not find, and enum values and types that are `@inaccessible`. A refused field
 * is null with its error; after the first thousand places, without one. So is, with RESPONSE_TOO_LARGE for the first hundred
 * places, what exceeds the limit.
 */
export function complete(parts: Parts): Completed {
  const { schema, supergraph, refusals, introspection } = parts;
  const isReported = placesOf(parts.errors);
  const errors = [...parts.errors];
  const path: (string | number)[] = [];
  const size = countAnswer(parts.limit);
  let refused = 0;

  const whole = completeObject(parts.root, parts.shape, parts.data);
  const data = typeof whole === 'symbol' || size.isFarBeyond() ? null : whole;
  return { data, errors: onePerLoss(errors, data) };

  function completeObject(type: GraphQLObjectType, shape: Shape, object: Data): Data | symbol {
    const completed: Data = {};
    for (const field of shape.fieldsOf(type)) {
      path.push(field.key);
      const value = size.takeKey(field.key) ? completeField(field, type, object) : leaveOut(field);
      path.pop();
      if (typeof value === 'symbol') return value;
      // An assignment to `__proto__` adds no field.
      if (field.key === '__proto__') Object.defineProperty(completed, field.key, { ...ordinary, value });
      else completed[field.key] = value;
    }
    return completed;
  }

  function completeField(field: ShapedField, type: GraphQLObjectType, object: Data): unknown {
    const refusal = refusals.get(field.coordinate);
    if (refusal) return refuse(refusal, field);
    if (field.answeredBy === 'typename') return type.name;
    if (field.answeredBy === 'introspection') {
      const found = introspection[field.key];
      return size.takeValue(found) ? found : leaveOut(field);
    }
    // Some names of fields are names of what every object inherits.
    const value = Object.hasOwn(object, field.raw) ? object[field.raw] : undefined;
    return value === undefined
      ? completeMissing(field.completion, object)
      : completeValue(field.completion, field.shape, value);
  }

  function refuse({ message, extensions }: GraphQLError, field: ShapedField): null | symbol {
    refused += 1;
    if (refused <= mostRefusals) errors.push(new GraphQLError(message, { path: [...path], extensions }));
    return nullOf(field);
  }

  function leaveOut(field: ShapedField): null | symbol {
    reportTooLarge();
    return nullOf(field);
  }

  function nullOf(field: ShapedField): null | symbol {
    return field.answeredBy === 'typename' || (field.answeredBy === 'subgraphs' && field.completion.isNonNull)
      ? lost
      : null;
  }

  /** Where a fetch has failed, the fetches that depend on it are not made: their fields are missing without an error of their own. */
  function completeMissing({ isNonNull }: Completion, object: Data): null | symbol {
    const isExplained = isReported(path) || (path.length > 1 && isReported(path.slice(0, -1)));
    if (!isExplained && parts.gone.has(object)) return isNonNull ? gone : null;
    if (!isExplained) report('No subgraph answered the field.');
    return isNonNull ? lost : null;
  }

  function completeValue(completion: Completion, shape: Shape, value: unknown): unknown {
    const result = value === null ? null : completeNullable(completion, shape, value);
    if (!completion.isNonNull) return typeof result === 'symbol' ? null : result;
    if (result !== null && result !== gone) return result;
    if (!isReported(path)) report('The schema allows no null here.');
    return lost;
  }

  function completeNullable(completion: Completion, shape: Shape, value: unknown): unknown {
    if (completion.kind === 'list')
      return Array.isArray(value) ? completeList(completion.item, shape, value) : invalid();
    if (completion.kind === 'leaf') {
      const found = completion.check(value);
      if (found !== 'valid') return found === 'hidden' ? null : invalid();
      if (size.takeValue(value)) return value;
      reportTooLarge();
      return lost;
    }
    if (typeof value !== 'object' || Array.isArray(value)) return invalid();
    if (completion.kind === 'object') return completeObject(completion.type, shape, value as Data);
    const name = String((value as Data).__typename);
    const type = schema.getType(name);
    if (!type && supergraph.getType(name)) return null;
    if (!isObjectType(type) || !schema.isSubType(completion.type, type)) return invalid();
    return completeObject(type, shape, value as Data);
  }

  function completeList(item: Completion, shape: Shape, values: unknown[]): unknown {
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
    report('A subgraph answered a value that the type does not have.');
    return lost;
  }

  function report(message: string): void {
    errors.push(new GraphQLError(message, { path: [...path], extensions: { code: 'INTERNAL_SERVER_ERROR' } }));
  }
}

const ordinary = { enumerable: true, configurable: true, writable: true };
