import {
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Access } from '#kit/graph/access.ts';
import { isOfType } from '../../execution/selections.ts';
import { objectTypesOf } from '../../policy/coordinates.ts';
import type { Field, Hint, Hints } from './hints.ts';

/** How long the result of a fetch may be used, and by whom. */
export interface Policy {
  /** Seconds in caches that do not learn of changes: those of HTTP clients. 0: it is not cached. */
  maxAge: number;
  /** Seconds in the gateway, which drops it by its tags. */
  taggedMaxAge: number;
  /** Whether it may be used for the viewer only who requested it. Such results are not cached. */
  isPrivate: boolean;
  /** Seconds after `maxAge` for which it may be used while the subgraph fails. */
  staleIfError: number;
}

export interface PolicyOptions {
  hints: Hints;
  /** The full supergraph. */
  schema: GraphQLSchema;
  /** The requirements of fields, by coordinate `Type.field`. */
  access: ReadonlyMap<string, Access>;
}

/** The objects that fields are selected of. */
interface Place {
  parent: GraphQLCompositeType;
  /** The types that they may have. */
  types: readonly GraphQLObjectType[];
  /** Their hint, where no field that returns them has added it. */
  inherited: Hint | undefined;
}

/**
 * The policy of an operation of a plan: the least `maxAge`, `taggedMaxAge` and `staleIfError` of all that it selects, private where any
 * part is. The rules are those of Apollo Server's cache control: a field of the root, or one that returns objects, has
 * the `maxAge` 0 where neither it nor its type has a hint; every other leaf, and what says `inheritMaxAge`, has that of
 * its parent. A hint of a field replaces that of its type. Selections with `@skip` or `@include` count. An entity that is
 * fetched by its key was found by another fetch: the hint of its type is only that of the fields that inherit it. At an
 * interface or a union, the hints of all types count that a value may have.
 * A field that requires anything of the viewer is private, even if its hint says otherwise.
 */
export function policyOf(operation: OperationDefinitionNode, { hints, schema, access }: PolicyOptions): Policy {
  const least = new Least();
  const root = schema.getRootType(operation.operation);
  if (root) addSelections(operation.selectionSet, placeOf(root));
  const { maxAge = 0, taggedMaxAge = 0, isPrivate, staleIfError = 0 } = least;
  return { maxAge, taggedMaxAge, isPrivate, staleIfError };

  function addSelections({ selections }: SelectionSetNode, place: Place): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('Operations of plans have no named fragments.');
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const parent = typeNamed(selection.typeCondition?.name.value) ?? place.parent;
        const types = place.types.filter(({ name }) => isOfType(name, parent.name, schema));
        addSelections(selection.selectionSet, { ...place, parent, types });
      } else if (selection.name.value === '_entities') addEntities(selection.selectionSet as SelectionSetNode);
      else addField(selection.name.value, selection.selectionSet, place);
    }
  }

  function addEntities({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      const type = selection.kind === Kind.INLINE_FRAGMENT && typeNamed(selection.typeCondition?.name.value);
      if (!type) continue;
      const hint = typeHint(type);
      if (hint.isPrivate) least.add({ isPrivate: true });
      addSelections(selection.selectionSet, { ...placeOf(type), inherited: { ...hint, maxAge: hint.maxAge ?? 0 } });
    }
  }

  function addField(name: string, set: SelectionSetNode | undefined, { parent, types, inherited }: Place): void {
    if (name.startsWith('__') || isUnionType(parent)) return;
    const own = parent.getFields()[name];
    const fields = types.flatMap((type) => type.getFields()[name] ?? []);
    // A hint of an interface's field is that of the types that give none.
    const hasHint = own !== undefined && givesMaxAge(hints.ofField(own));
    const add = (hint: Hint) => {
      least.add(hint);
      if (inherited && hint.maxAge === undefined) least.add(inherited);
    };
    if (own && hasHint) add(fieldHint(own, parent === root));
    for (const field of fields) {
      const hint = hints.ofField(field);
      if (hasHint && !givesMaxAge(hint)) least.add(hint);
      else add(fieldHint(field, parent === root));
    }
    if (types.some((type) => access.has(`${type.name}.${name}`))) least.add({ isPrivate: true });
    const returned = own && getNamedType(own.type);
    if (set && isCompositeType(returned)) addSelections(set, placeOf(returned));
  }

  function placeOf(parent: GraphQLCompositeType): Place {
    return { parent, types: objectTypesOf(parent, schema), inherited: undefined };
  }

  /** The hint of a field, completed by that of its type. Without a `maxAge`, it has that of its parent. */
  function fieldHint(field: Field, isRoot: boolean): Hint {
    const returned = getNamedType(field.type);
    const own = hints.ofField(field);
    const ofType = isCompositeType(returned) ? typeHint(returned) : undefined;
    const isInherited = !isRoot && (!ofType || own.inheritMaxAge === true || ofType.inheritMaxAge === true);
    const hint = { ...ofType, ...(own.maxAge !== undefined && { staleIfError: undefined }), ...own };
    return hint.maxAge === undefined && !isInherited ? { ...hint, maxAge: 0 } : hint;
  }

  function typeHint(type: GraphQLCompositeType): Hint {
    const own = hints.ofType(type);
    if (!isAbstractType(type)) return own;
    const joined = new Least();
    joined.add(own);
    for (const possible of schema.getPossibleTypes(type)) {
      const { maxAge, taggedMaxAge, isPrivate, staleIfError } = hints.ofType(possible);
      // The hint of an object type narrows that of the interface or union; it does not replace a missing one.
      const isNarrower = own.maxAge !== undefined && maxAge !== undefined;
      joined.add(isNarrower ? { maxAge, taggedMaxAge, isPrivate, staleIfError } : { isPrivate });
    }
    const { maxAge, taggedMaxAge, isPrivate, staleIfError } = joined;
    const times = maxAge !== undefined && { maxAge, taggedMaxAge, staleIfError };
    return { ...own, ...times, ...(isPrivate && { isPrivate }) };
  }

  function typeNamed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

function givesMaxAge({ maxAge, inheritMaxAge }: Hint): boolean {
  return maxAge !== undefined || inheritMaxAge === true;
}

/** The most restrictive of several hints. */
class Least {
  maxAge: number | undefined;
  taggedMaxAge: number | undefined;
  staleIfError: number | undefined;
  isPrivate = false;

  add({ maxAge, taggedMaxAge = maxAge, isPrivate, staleIfError = maxAge === undefined ? undefined : 0 }: Hint): void {
    if (isPrivate) this.isPrivate = true;
    if (maxAge !== undefined) this.maxAge = Math.max(0, Math.min(maxAge, this.maxAge ?? maxAge));
    // What is not cached at all has no life by its tags.
    const tagged = maxAge !== undefined && maxAge <= 0 ? 0 : taggedMaxAge;
    if (tagged !== undefined) this.taggedMaxAge = Math.min(tagged, this.taggedMaxAge ?? tagged);
    if (staleIfError !== undefined) this.staleIfError = Math.min(staleIfError, this.staleIfError ?? staleIfError);
  }
}
