import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/** One run of an operation: the operation with its variables. */
export interface Run {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
  /** Determines the types that a fragment applies to. */
  schema: GraphQLSchema;
}

/** Determines which selections of a run apply. */
export interface Scope {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** With defaults. */
  variables: Readonly<Record<string, unknown>>;
  schema: GraphQLSchema;
}

export function scopeOf({ document, operation, variables, schema }: Run): Scope {
  return { fragments: fragmentsOf(document), variables: { ...defaultsOf(operation), ...variables }, schema };
}

/** The fragments of a document, by name. */
export function fragmentsOf({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> {
  return new Map(
    definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  );
}

/**
 * The fields that are selected for an object of this type, in order: fragments are inlined and skipped fields left out.
 * For an undefined type, every fragment applies.
 */
export function fieldsOf({ selections }: SelectionSetNode, type: string | undefined, scope: Scope): FieldNode[] {
  return selections
    .filter((selection) => isIncluded(selection, scope))
    .flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? scope.fragments.get(selection.name.value) : selection;
      if (!fragment || !applies(fragment.typeCondition?.name.value, type, scope)) return [];
      return fieldsOf(fragment.selectionSet, type, scope);
    });
}

/** The response key of a field: its alias or its name. */
export function nameOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}

function applies(condition: string | undefined, type: string | undefined, { schema }: Scope): boolean {
  return condition === undefined || type === undefined || isOfType(type, condition, schema);
}

/** Whether an object of the type `name` is of type `wanted`, which may be an interface or a union. */
export function isOfType(name: string, wanted: string, schema: GraphQLSchema): boolean {
  if (name === wanted) return true;
  const [narrower, wider] = [schema.getType(name), schema.getType(wanted)];
  return isAbstractType(wider) && isObjectType(narrower) && schema.isSubType(wider, narrower);
}

/** Whether a directive is `@skip` or `@include`. */
export function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

/** Whether a selection is included, by `@skip` and `@include`. */
export function isIncluded({ directives = [] }: SelectionNode, { variables }: Scope): boolean {
  return directives.every(({ name, arguments: [condition] = [] }) => {
    const value = condition?.value;
    const isTrue =
      value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
    return name.value === 'skip' ? !isTrue : name.value !== 'include' || isTrue;
  });
}
