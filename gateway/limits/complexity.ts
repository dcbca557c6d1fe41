import { Kind, type SelectionNode, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';

/** The maximum contents of one operation. The contents of a fragment count once for each spread. */
export interface Limits {
  /** Levels of nested fields. */
  depth: number;
  aliases: number;
  directives: number;
  fields: number;
}

/**
 * A validation rule that rejects operations beyond the limits with OPERATION_TOO_COMPLEX, which names the limit and the
 * value found. It runs before planning. Each fragment is measured once, so that the time is linear in the length of the
 * document, however often its fragments are spread.
 */
export function limitRule(limits: Limits): ValidationRule {
  return (context) => {
    const measure = measureOf(context);
    return {
      Field({ alias }) {
        const found = alias?.value.length ?? 0;
        if (found > maxAliasLength) context.reportError(tooLong(found));
      },
      OperationDefinition({ selectionSet, directives = [] }) {
        const found = add(measure(selectionSet), { ...nothing, directives: directives.length });
        for (const limit of Object.keys(names) as (keyof Limits)[]) {
          if (found[limit] > limits[limit]) context.reportError(tooComplex(limit, limits[limit], found[limit]));
        }
      },
    };
  };
}

const nothing: Limits = { depth: 0, aliases: 0, directives: 0, fields: 0 };

const names: Record<keyof Limits, string> = {
  depth: 'levels of depth',
  aliases: 'aliases',
  directives: 'directives',
  fields: 'fields',
};

/**
 * Characters of an alias. An alias is repeated in the response, and in the path of each error, as often as its field.
 */
const maxAliasLength = 200;

function tooLong(found: number) {
  const message = `An alias may have at most ${maxAliasLength} characters; one has ${found}.`;
  return graphError('OPERATION_TOO_COMPLEX', message, { limit: 'aliasLength', allowed: maxAliasLength, found });
}

function tooComplex(limit: keyof Limits, allowed: number, found: number) {
  const message = `The operation may have at most ${allowed} ${names[limit]}; it has ${found}.`;
  return graphError('OPERATION_TOO_COMPLEX', message, { limit, allowed, found });
}

function measureOf(context: ValidationContext): (set: SelectionSetNode) => Limits {
  const fragments = new Map<string, Limits>();
  return measureSet;

  function measureSet({ selections }: SelectionSetNode): Limits {
    return selections.map(measureSelection).reduce(add, nothing);
  }

  function measureSelection(selection: SelectionNode): Limits {
    const directives = selection.directives?.length ?? 0;
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return add(measureFragment(selection.name.value), { ...nothing, directives });
    }
    const inner = selection.selectionSet ? measureSet(selection.selectionSet) : nothing;
    if (selection.kind === Kind.INLINE_FRAGMENT) return add(inner, { ...nothing, directives });
    return {
      depth: inner.depth + 1,
      aliases: inner.aliases + (selection.alias ? 1 : 0),
      directives: inner.directives + directives,
      fields: inner.fields + 1,
    };
  }

  function measureFragment(name: string): Limits {
    const known = fragments.get(name);
    if (known) return known;
    // Another rule rejects a fragment that spreads itself; here the recursion must only end.
    fragments.set(name, nothing);
    const fragment = context.getFragment(name);
    const measured = fragment ? measureSet(fragment.selectionSet) : nothing;
    fragments.set(name, measured);
    return measured;
  }
}

/** Adds two measures of the same level: the maximum depth, and the sums of the other values. */
function add(one: Limits, other: Limits): Limits {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    fields: one.fields + other.fields,
  };
}
