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
import type { Data } from './answer.ts';
import { createCache, operationCacheSize } from './cache.ts';
import { type Asked, keyOf, type Operation, pruned, setOf } from './operation.ts';
import { fieldsOf, fragmentsOf, nameOf, scopeOf } from './selections.ts';

/** Answers the introspection fields of an operation's root, under the client's names. */
type Introspect = (asked: Asked, variables: Readonly<Data>) => Data;

/** One introspection field of a root, as an operation of its own. */
interface Question {
  /** Its name in the client's answer. */
  key: string;
  /** `__schema` or `__type`. */
  field: string;
  document: DocumentNode;
  text: string;
}

/**
 * Answers from a schema, by graphql-js. Each field of the root is answered by itself and its answer cached, so that the same
 * question under other aliases, or in another operation, costs nothing.
 */
export function introspectionOf(schema: GraphQLSchema): Introspect {
  const parts = createCache<Operation | undefined>(operationCacheSize);
  const questions = createCache<readonly Question[]>(operationCacheSize);
  const answers = createCache<unknown>(mostAnswers);

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
    const values = Object.fromEntries(used);
    const given = JSON.stringify(used);
    const asks = questions(
      `${keyOf(asked)} ${given}`,
      () => questionsIn(part, values),
      (found) => found.reduce((size, { text }) => size + text.length, 1),
    );
    const answered = asks.map(({ key, field, document, text }) => [
      key,
      answers(
        `${text} ${given}`,
        () => execute(document, values)[field],
        (answer) => JSON.stringify(answer).length,
      ),
    ]);
    return Object.fromEntries(answered);
  };

  function questionsIn(part: Operation, variables: Data): Question[] {
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

/** In characters of JSON and of the questions; in memory some four bytes each. A whole schema has some 350,000. */
const mostAnswers = 4_000_000;

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
