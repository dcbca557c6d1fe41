import {
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from 'graphql';
import { fieldsOf, nameOf, type Run, scopeOf } from '../selections.ts';

/** What the client is answered for an operation of which fields were refused. */
export interface Restored {
  data: Data | null;
  /** One for each place where a field is refused, by its path; beyond a thousand, none. */
  errors: GraphQLError[];
}

export type Data = Record<string, unknown>;

/** What was taken out of a run. */
export interface Refused {
  /** Why, by coordinate `Type.field`. */
  refusals: ReadonlyMap<string, GraphQLError>;
  /** The selection sets that lost something; nothing else is looked at. */
  changed: ReadonlySet<SelectionSetNode>;
  /** The name under which objects that lost something tell their type. */
  typeKey: string;
}

/**
 * Puts refused fields back into the answer of the rest: null at every place where they would stand, in the order of
 * the original. Where the schema allows no null, the nearest object or list around it that may be null becomes so, by
 * the GraphQL specification. A place that does not exist, since what is around it is null, is not told of.
 */
export function restore(data: Data, run: Run, { refusals, changed, typeKey }: Refused): Restored {
  const scope = scopeOf(run);
  const errors: GraphQLError[] = [];
  const path: (string | number)[] = [];
  const root = run.schema.getRootType(run.operation.operation) as GraphQLObjectType;
  return { data: restoreObject(root, [run.operation.selectionSet], data), errors };

  function restoreObject(type: GraphQLObjectType, sets: readonly SelectionSetNode[], object: Data): Data | null {
    // Without a prototype, since a client may well name a field `__proto__`.
    const whole: Data = Object.create(null);
    const fields = sets.flatMap((set) => fieldsOf(set, type.name, scope));
    for (const [key, nodes] of Map.groupBy(fields, nameOf)) {
      const name = nodes[0]?.name.value as string;
      const declared = name === '__typename' ? TypeNameMetaFieldDef.type : type.getFields()[name]?.type;
      const inner = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      const refusal = refusals.get(`${type.name}.${name}`);
      path.push(key);
      if (refusal) whole[key] = refuse(refusal);
      else if (declared && inner.some((set) => changed.has(set)))
        whole[key] = restoreValue(declared, inner, object[key]);
      else whole[key] = object[key];
      path.pop();
      if (whole[key] === null && isNonNullType(declared)) return null;
    }
    return whole;
  }

  function restoreValue(type: GraphQLOutputType, sets: readonly SelectionSetNode[], value: unknown): unknown {
    if (isNonNullType(type)) return restoreValue(type.ofType, sets, value);
    if (Array.isArray(value) && isListType(type)) {
      const items = value.map((item, index) => {
        path.push(index);
        const restored = restoreValue(type.ofType, sets, item);
        path.pop();
        return restored;
      });
      return isNonNullType(type.ofType) && items.includes(null) ? null : items;
    }
    if (!isData(value)) return value;
    // An object that was not asked for its type has lost nothing.
    const actual = isObjectType(type) ? type : run.schema.getType(String(value[typeKey]));
    return isObjectType(actual) ? restoreObject(actual, sets, value) : value;
  }

  function refuse({ message, extensions }: GraphQLError): null {
    if (errors.length < mostErrors) errors.push(new GraphQLError(message, { path: [...path], extensions }));
    return null;
  }
}

const mostErrors = 1_000;

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null;
}
