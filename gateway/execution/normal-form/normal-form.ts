import {
  type DirectiveNode,
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
import { setOf } from '../operation.ts';
import type { Data } from '../response/complete-response.ts';
import { isIncluded, type Run, type Scope, scopeOf } from '../selections.ts';
import { createFieldNames, type FieldNames, type NamedField } from './field-names.ts';
import { extractArguments } from './variables.ts';

/** An operation in normal form, and the mapping of its names and variables to the client's. */
export interface Normalised {
  names: FieldNames;
  /**
   * The text to plan for a part of the operation; undefined where it selects nothing from subgraphs. The part must not
   * select fields that the operation does not.
   */
  textOf(part: Pick<Run, 'document' | 'operation'>): string | undefined;
  /** The variables of these texts, computed from the client's. */
  valuesOf(raw: Readonly<Data>): Data;
}

/**
 * The normal form of one run of a valid operation. Operations with the same selections have the same normal form,
 * regardless of names, aliases, fragments, literals and variables:
 * - It has no name, each field has its planned name (see `field-names.ts`), and each argument is a variable (see
 *   `variables.ts`).
 * - Fragments are inlined, and selections of the same field are merged.
 * - Directives are kept on fields. Those on fragments and on the operation are left out.
 * - Skipped fields are left out, and `@skip` and `@include` are removed: for nested conditions, the planner generates
 *   selections that subgraphs reject.
 * - `__typename` is added where the type of an object is not known from the schema and not hidden by an interface object
 *   (see `interface-objects.ts`), and where no field of an object is left, because the planner would not fetch that
 *   object.
 * - Introspection and the client's `__typename` are left out, because the gateway resolves them.
 * `interfaceObjects`: the names of the interfaces that are an object type in a subgraph.
 */
export function normalise(run: Run, interfaceObjects: ReadonlySet<string>): Normalised {
  const { operation, schema } = run;
  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const extracted = extractArguments(operation, schema);
  const names = createFieldNames(extracted.planArguments);
  // Assigns the names of all fields, in the order of the whole operation. The text uses far less memory than its
  // selections.
  const fullText = textFor(run);

  return {
    names,
    textOf: (part) => (part.operation === operation ? fullText : textFor({ ...run, ...part })),
    valuesOf: extracted.valuesOf,
  };

  function textFor(part: Run): string | undefined {
    const selections = selectionsOf(part);
    return selections.isEmpty() ? undefined : print(documentOf(selections));
  }

  function selectionsOf(part: Run): Selections {
    const selections = createSelections(interfaceObjects);
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
    if (field.name.value === '__typename') selections.addType();
    if (field.name.value.startsWith('__') || isUnionType(parent)) return;
    const type = getNamedType(parent.getFields()[field.name.value]?.type);
    const named = names.fieldOf(field, parent);
    const directives = extracted.planDirectives(field);
    const inner = selections.field(field.name.value, named, isCompositeType(type) ? type : undefined, directives);
    if (field.selectionSet && isCompositeType(type)) {
      collect(field.selectionSet, type, { selections: inner, names: named.inner, scope });
    }
  }

  function documentOf(selections: Selections): DocumentNode {
    const used = new Set<string>();
    const selectionSet = setOf(selections.nodes(used));
    const variableDefinitions = extracted.definitionsOf(used);
    return {
      kind: Kind.DOCUMENT,
      definitions: [
        { kind: Kind.OPERATION_DEFINITION, operation: operation.operation, variableDefinitions, selectionSet },
      ],
    };
  }
}

/** The place where selections are collected. */
interface Place {
  selections: Selections;
  names: FieldNames;
  scope: Scope;
}

/** A selection set under construction. It contains each field and type condition once, in insertion order. */
interface Selections {
  /**
   * Adds a field and returns its selections. The field returns objects of `type`, or leaves. Of several selections of it,
   * the first one with directives decides.
   */
  field(
    name: string,
    named: NamedField,
    type: GraphQLCompositeType | undefined,
    directives: readonly DirectiveNode[],
  ): Selections;
  /** Adds a type condition and returns its selections. */
  on(type: GraphQLCompositeType): Selections;
  /** Records that the client selects the type of the objects. */
  addType(): void;
  isEmpty(): boolean;
  hasFields(): boolean;
  /** Whether the client's response depends on the types of the objects. */
  dependsOnType(): boolean;
  /** The nodes of a document. Adds the variables that they use to `used`. */
  nodes(used: Set<string>): SelectionNode[];
}

function createSelections(interfaceObjects: ReadonlySet<string>): Selections {
  const fields = new Map<string, Selected>();
  const conditions = new Map<string, Selections>();
  let hasType = false;
  const selections: Selections = {
    field: (name, named, type, directives) => {
      const known = fields.get(named.plannedName);
      const inner = known?.inner ?? createSelections(interfaceObjects);
      if (!known || (known.directives.length === 0 && directives.length > 0))
        fields.set(named.plannedName, { name, named, type, inner, directives });
      return inner;
    },
    on: ({ name }) => {
      const known = conditions.get(name) ?? createSelections(interfaceObjects);
      conditions.set(name, known);
      return known;
    },
    addType: () => {
      hasType = true;
    },
    dependsOnType: () => hasType || conditions.size > 0,
    isEmpty: () => fields.size === 0 && [...conditions.values()].every((inner) => inner.isEmpty()),
    hasFields: () => fields.size > 0,
    nodes: (used) => [
      ...[...fields.values()].map((field) => fieldNode(field, used, interfaceObjects)),
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
  directives: readonly DirectiveNode[];
}

function fieldNode(
  { name, named, type, inner, directives }: Selected,
  used: Set<string>,
  interfaceObjects: ReadonlySet<string>,
): FieldNode {
  for (const input of [...named.args, ...directives])
    visit(input, { enter: (node) => void (node.kind === Kind.VARIABLE && used.add(node.name.value)) });
  const isUntyped = type && interfaceObjects.has(type.name) && !inner.dependsOnType();
  const needsType = (isAbstractType(type) && !isUntyped) || !inner.hasFields();
  return {
    kind: Kind.FIELD,
    alias: named.plannedName === name ? undefined : nameNode(named.plannedName),
    name: nameNode(name),
    arguments: named.args,
    directives,
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
