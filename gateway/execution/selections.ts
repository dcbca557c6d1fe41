import {
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

/** One run of an operation. */
export interface Run {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
  /** It says which types a fragment applies to. */
  schema: GraphQLSchema;
}

/** What decides which selections of a run hold. */
export interface Scope {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** With their defaults. */
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
 * The fields that are really asked for of an object of this type, in order: fragments unfolded, what is skipped left out.
 * An undefined type stands for one to which every fragment applies.
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

/** The name under which a field stands in the answer. */
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
  if (condition === undefined || type === undefined || condition === type) return true;
  const [wider, narrower] = [schema.getType(condition), schema.getType(type)];
  return isAbstractType(wider) && isObjectType(narrower) && schema.isSubType(wider, narrower);
}

/** Whether `@skip` and `@include` leave a selection in. */
export function isIncluded({ directives = [] }: SelectionNode, { variables }: Scope): boolean {
  return directives.every(({ name, arguments: [condition] = [] }) => {
    const value = condition?.value;
    const holds =
      value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
    return name.value === 'skip' ? !holds : name.value !== 'include' || holds;
  });
}
