import { executeSync, type GraphQLSchema, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../selections.ts';
import type { Data } from './answer.ts';
import { createCache, operationCacheSize } from './cache.ts';
import { type Asked, keyOf, type Operation, pruned, setOf } from './operation.ts';

/** Answers the introspection fields of an operation's root, under the client's names. */
type Introspect = (asked: Asked, variables: Readonly<Data>) => Data;

/** Answers from a schema, by graphql-js. Answers are cached by operation and variables. */
export function introspectionOf(schema: GraphQLSchema): Introspect {
  const parts = createCache<Operation | undefined>(operationCacheSize);
  const answers = createCache<Data>(mostAnswers);

  return (asked, variables) => {
    const part = parts(
      keyOf(asked),
      () => introspectionIn(asked),
      () => asked.source.length,
    );
    if (!part) return {};
    const { variableDefinitions = [] } = part.operation;
    const names = variableDefinitions.map(({ variable }) => variable.name.value);
    // A variable without a value has its default.
    const used = names.filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]] as const);
    const key = `${keyOf(asked)} ${JSON.stringify(used)}`;
    return answers(
      key,
      () => execute(part, Object.fromEntries(used)),
      (data) => JSON.stringify(data).length,
    );
  };

  function execute({ document }: Operation, variableValues: Data): Data {
    const { data, errors } = executeSync({ schema, document, variableValues });
    if (errors?.[0]) throw errors[0];
    return data as Data;
  }
}

/** In characters of JSON. A whole schema has some 300,000. */
const mostAnswers = 10_000_000;

/** The part of an operation that asks for the schema; undefined where there is none. */
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
