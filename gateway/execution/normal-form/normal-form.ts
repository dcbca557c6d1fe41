import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Data } from '../answer.ts';
import { setOf } from '../operation.ts';
import { isIncluded, type Run, type Scope, scopeOf } from '../selections.ts';
import { liftingOf } from './lifting.ts';
import { createNames, type NamedField, type Names } from './names.ts';

/** An operation as it is planned, and how its answer leads back to the client's. */
export interface Normalised {
  names: Names;
  /**
   * The text that is planned for a part of the operation; undefined where nothing of it is left to plan. The part asks for
   * no field that the operation lacks.
   */
  textOf(part: Pick<Run, 'document' | 'operation'>): string | undefined;
  /** The variables of every such text, given those of the client's. */
  valuesOf(given: Readonly<Data>): Data;
}

/**
 * The normal form of one run of a valid operation. Operations that ask for the same have the same, whatever their names,
 * aliases, fragments, literals and variables: it has no name, each field has its raw name (see `names.ts`), each argument
 * is a variable (see `lifting.ts`), fragments are unfolded, and selections of the same field are merged. What the run's
 * variables skip is left out, and no condition is left: the planner sends selections under nested conditions that no
 * subgraph accepts. `__typename` is added wherever the type of an object is not known from the schema, and wherever no
 * field of an object is left, since the planner would not fetch the object then. Introspection and the client's own
 * `__typename` are left out: the gateway answers them itself. `required` are names of fields that subgraphs require.
 */
export function normalise(run: Run, required: ReadonlySet<string>): Normalised {
  const { operation, schema } = run;
  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const lifting = liftingOf(operation);
  const names = createNames(lifting.planArguments, required);
  // All fields get their names now, in the order of the whole operation. Its text takes far less memory than its selections.
  const whole = textFor(run);

  return {
    names,
    textOf: (part) => (part.operation === operation ? whole : textFor({ ...run, ...part })),
    valuesOf: lifting.valuesOf,
  };

  function textFor(part: Run): string | undefined {
    const selections = selectionsOf(part);
    return selections.isEmpty() ? undefined : print(documentOf(selections));
  }

  function selectionsOf(part: Run): Selections {
    const selections = createSelections();
    const scope = scopeOf(part);
    collect(part.operation.selectionSet, root, { selections, names, scope });
    return selections;
  }

  function collect(set: SelectionSetNode, parent: GraphQLCompositeType, place: Place): void {
    for (const selection of set.selections) {
      if (!isIncluded(selection, place.scope)) continue;
      if (selection.kind === Kind.FIELD) collectField(selection, parent, place);
      else {
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD ? place.scope.fragments.get(selection.name.value) : selection;
        const type = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
        if (!fragment || !isCompositeType(type)) continue;
        const selections = type === parent ? place.selections : place.selections.on(type);
        collect(fragment.selectionSet, type, { ...place, selections });
      }
    }
  }

  function collectField(field: FieldNode, parent: GraphQLCompositeType, { selections, names, scope }: Place): void {
    if (field.name.value.startsWith('__') || isUnionType(parent)) return;
    const type = getNamedType(parent.getFields()[field.name.value]?.type);
    const named = names.fieldOf(field, parent);
    const inner = selections.field(field.name.value, named, isCompositeType(type) ? type : undefined);
    if (field.selectionSet && isCompositeType(type)) {
      collect(field.selectionSet, type, { selections: inner, names: named.inner, scope });
    }
  }

  function documentOf(selections: Selections): DocumentNode {
    const used = new Set<string>();
    const selectionSet = setOf(selections.nodes(used));
    const variableDefinitions = lifting.definitionsOf(used);
    return {
      kind: Kind.DOCUMENT,
      definitions: [
        { kind: Kind.OPERATION_DEFINITION, operation: operation.operation, variableDefinitions, selectionSet },
      ],
    };
  }
}

/** Where selections are collected. */
interface Place {
  selections: Selections;
  names: Names;
  scope: Scope;
}

/** A selection set that grows; fields and conditions stand in it once, in the order in which they came. */
interface Selections {
  /** What is selected of a field, which returns objects of `type` or leaves. */
  field(name: string, named: NamedField, type: GraphQLCompositeType | undefined): Selections;
  /** What is selected of objects of that type. */
  on(type: GraphQLCompositeType): Selections;
  isEmpty(): boolean;
  hasFields(): boolean;
  /** As they stand in a document; adds the variables they use. */
  nodes(used: Set<string>): SelectionNode[];
}

function createSelections(): Selections {
  const fields = new Map<string, Selected>();
  const conditions = new Map<string, Selections>();
  const selections: Selections = {
    field: (name, named, type) => {
      const known = fields.get(named.raw) ?? { name, named, type, inner: createSelections() };
      fields.set(named.raw, known);
      return known.inner;
    },
    on: ({ name }) => {
      const known = conditions.get(name) ?? createSelections();
      conditions.set(name, known);
      return known;
    },
    isEmpty: () => fields.size === 0 && [...conditions.values()].every((inner) => inner.isEmpty()),
    hasFields: () => fields.size > 0,
    nodes: (used) => [
      ...[...fields.values()].map((field) => fieldNode(field, used)),
      ...[...conditions].flatMap(([type, inner]) => (inner.isEmpty() ? [] : inlineFragment(type, inner.nodes(used)))),
    ],
  };
  return selections;
}

interface Selected {
  name: string;
  named: NamedField;
  type: GraphQLCompositeType | undefined;
  inner: Selections;
}

function fieldNode({ name, named, type, inner }: Selected, used: Set<string>): FieldNode {
  for (const argument of named.args)
    visit(argument, { enter: (node) => void (node.kind === Kind.VARIABLE && used.add(node.name.value)) });
  const needsType = isAbstractType(type) || !inner.hasFields();
  return {
    kind: Kind.FIELD,
    alias: named.raw === name ? undefined : nameNode(named.raw),
    name: nameNode(name),
    arguments: named.args,
    selectionSet: type && setOf(needsType ? [typename, ...inner.nodes(used)] : inner.nodes(used)),
  };
}

function inlineFragment(type: string, selections: SelectionNode[]): SelectionNode {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: nameNode(type) } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: setOf(selections) };
}

function nameNode(value: string) {
  return { kind: Kind.NAME, value } as const;
}

const typename: FieldNode = { kind: Kind.FIELD, name: nameNode('__typename') };
