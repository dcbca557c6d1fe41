import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../selections.ts';
import { rawNameOf } from './names.ts';
import { type Operation, setOf } from './operation.ts';

/**
 * The operation that is planned in place of a valid one. It asks for the same fields, each under its raw name (see
 * `names.ts`). It asks for `__typename` wherever the type of an object is not known from the schema, and wherever all
 * fields of an object may be skipped, since the planner would not fetch the object then. Introspection and the client's
 * own `__typename` are left out: the gateway answers them itself. Undefined where nothing is left to plan.
 */
export function planned({ document, operation }: Operation, schema: GraphQLSchema): DocumentNode | undefined {
  const fragments = fragmentsOf(document);
  const rewritten = new Map<string, FragmentDefinitionNode | undefined>();
  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const selections = rewriteAll(operation.selectionSet, root);
  if (selections.length === 0) return undefined;
  const definitions = [...rewritten.values()].filter((fragment) => fragment !== undefined);
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet: setOf(selections) }, ...definitions] };

  function rewriteAll(set: SelectionSetNode, parent: GraphQLCompositeType): SelectionNode[] {
    return set.selections.flatMap((selection) => rewrite(selection, parent) ?? []);
  }

  function rewrite(selection: SelectionNode, parent: GraphQLCompositeType): SelectionNode | undefined {
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
    const needsType = isAbstractType(type) || !selections.some(isUnconditional);
    return { ...field, alias, selectionSet: setOf(needsType ? [typename, ...selections] : selections) };
  }

  function rewriteFragment(name: string): FragmentDefinitionNode | undefined {
    if (rewritten.has(name)) return rewritten.get(name);
    const fragment = fragments.get(name);
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

function isUnconditional({ kind, directives = [] }: SelectionNode): boolean {
  return kind === Kind.FIELD && directives.length === 0;
}
