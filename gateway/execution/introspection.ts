import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { createCache, operationCacheSize } from './cache.ts';
import { type HashedOperation, keyOf, type Operation, pruned, setOf } from './operation.ts';
import type { Data } from './response/complete-response.ts';
import { fieldsOf, fragmentsOf, nameOf, scopeOf } from './selections.ts';

/** Executes the introspection fields of an operation's root. The result is by response key. */
type Introspect = (requested: HashedOperation, variables: Readonly<Data>) => Data;

/** One introspection field, as a separate operation. */
interface IntrospectionField {
  /** Its response key. */
  key: string;
  /** `__schema` or `__type`. */
  field: string;
  document: DocumentNode;
  text: string;
}

/**
 * Executes introspection by graphql-js. Each root field is executed separately and its result cached, so that the same
 * selection under another alias, or in another operation, is free.
 */
export function introspectionOf(schema: GraphQLSchema): Introspect {
  const parts = createCache<Operation | undefined>(operationCacheSize);
  const fieldsCache = createCache<readonly IntrospectionField[]>(operationCacheSize);
  const resultCache = createCache<unknown>(cacheSize);

  return (requested, variables) => {
    const part = parts(
      keyOf(requested),
      () => introspectionIn(requested),
      () => requested.source.length,
    );
    if (!part) return {};
    const { variableDefinitions = [] } = part.operation;
    const names = variableDefinitions.map(({ variable }) => variable.name.value);
    // Variables without a value use their defaults.
    const used = names.filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]] as const);
    const values = Object.fromEntries(used);
    const usedVariables = JSON.stringify(used);
    const selected = fieldsCache(
      `${keyOf(requested)} ${usedVariables}`,
      () => introspectionFieldsIn(part, values),
      (results) => results.reduce((size, { text }) => size + text.length, 1),
    );
    const results = selected.map(({ key, field, document, text }) => [
      key,
      resultCache(
        `${text} ${usedVariables}`,
        () => execute(document, values)[field],
        (result) => JSON.stringify(result).length,
      ),
    ]);
    return Object.fromEntries(results);
  };

  function introspectionFieldsIn(part: Operation, variables: Data): IntrospectionField[] {
    const root = schema.getRootType(part.operation.operation);
    const fields = fieldsOf(part.operation.selectionSet, root?.name, scopeOf({ ...part, variables, schema }));
    return [...Map.groupBy(fields, nameOf)].map(([key, nodes]) => {
      const plain = nodes.map((node) => ({ ...node, alias: undefined, directives: [] }));
      const operation = { ...part.operation, name: undefined, selectionSet: setOf(plain) };
      const { document } = pruned(operation, part.document);
      return { key, field: (nodes as [FieldNode])[0].name.value, document, text: print(document) };
    });
  }

  function execute(document: DocumentNode, variableValues: Data): Data {
    const { data, errors } = executeSync({ schema, document, variableValues });
    if (errors?.[0]) throw errors[0];
    return data as Data;
  }
}

/**
 * The size of the cache in characters of JSON and of documents, about four bytes each. A whole schema has about
 * 350,000.
 */
const cacheSize = 4_000_000;

/** The introspection fields of an operation, as an operation; undefined where there are none. */
export function introspectionIn({ document, operation }: Operation): Operation | undefined {
  const fragments = fragmentsOf(document);
  const selections = selectionsIn(operation.selectionSet);
  return selections.length > 0 ? pruned({ ...operation, selectionSet: setOf(selections) }, document) : undefined;

  function selectionsIn(set: SelectionSetNode): SelectionNode[] {
    return set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return /^__(schema|type)$/.test(selection.name.value) ? [selection] : [];
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const inner = fragment ? selectionsIn(fragment.selectionSet) : [];
      if (inner.length === 0) return [];
      return [{ kind: Kind.INLINE_FRAGMENT, directives: selection.directives, selectionSet: setOf(inner) }];
    });
  }
}
