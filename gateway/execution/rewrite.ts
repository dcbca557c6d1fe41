import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type Run, scopeOf } from '../selections.ts';
import { rawNameOf } from './names.ts';
import { setOf } from './operation.ts';

/**
 * The operation that is planned for one run of a valid operation. It asks for the same fields, each under its raw name
 * (see `names.ts`). What the run's variables skip is left out, and no condition is left: the planner sends selections
 * under nested conditions that no subgraph accepts. `__typename` is added wherever the type of an object is not known
 * from the schema, and wherever no field of an object is left, since the planner would not fetch the object then.
 * Introspection and the client's own `__typename` are left out: the gateway answers them itself. Undefined where nothing
 * is left to plan.
 */
export function planned(run: Run): DocumentNode | undefined {
  const { operation, schema } = run;
  const scope = scopeOf(run);
  const rewritten = new Map<string, FragmentDefinitionNode | undefined>();
  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const selections = rewriteAll(operation.selectionSet, root);
  if (selections.length === 0) return undefined;
  const definitions = [...rewritten.values()].filter((fragment) => fragment !== undefined);
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet: setOf(selections) }, ...definitions] };

  function rewriteAll(set: SelectionSetNode, parent: GraphQLCompositeType): SelectionNode[] {
    const included = set.selections.filter((selection) => isIncluded(selection, scope));
    return included.flatMap((selection) => rewrite(selection, parent) ?? []);
  }

  function rewrite(conditional: SelectionNode, parent: GraphQLCompositeType): SelectionNode | undefined {
    const selection = { ...conditional, directives: [] };
    if (selection.kind === Kind.FIELD) return rewriteField(selection, parent);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return rewriteFragment(selection.name.value) && selection;
    const selections = rewriteAll(selection.selectionSet, typeOf(selection.typeCondition?.name.value) ?? parent);
    return selections.length > 0 ? { ...selection, selectionSet: setOf(selections) } : undefined;
  }

  function rewriteField(field: FieldNode, parent: GraphQLCompositeType): FieldNode | undefined {
    if (field.name.value.startsWith('__') || isUnionType(parent)) return undefined;
    const raw = rawNameOf(field);
    const alias = raw === field.name.value ? undefined : ({ kind: Kind.NAME, value: raw } as const);
    const type = getNamedType(parent.getFields()[field.name.value]?.type);
    if (!field.selectionSet || !isCompositeType(type)) return { ...field, alias };
    const selections = rewriteAll(field.selectionSet, type);
    const needsType = isAbstractType(type) || !selections.some(({ kind }) => kind === Kind.FIELD);
    return { ...field, alias, selectionSet: setOf(needsType ? [typename, ...selections] : selections) };
  }

  function rewriteFragment(name: string): FragmentDefinitionNode | undefined {
    if (rewritten.has(name)) return rewritten.get(name);
    const fragment = scope.fragments.get(name);
    const type = typeOf(fragment?.typeCondition.name.value);
    const selections = fragment && type ? rewriteAll(fragment.selectionSet, type) : [];
    const whole = fragment && selections.length > 0 ? { ...fragment, selectionSet: setOf(selections) } : undefined;
    rewritten.set(name, whole);
    return whole;
  }

  function typeOf(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
