import { Kind, type SelectionNode, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';

/** What one operation may contain; what a fragment contains counts as often as it is spread. */
export interface Limits {
  /** Fields within fields. */
  depth: number;
  aliases: number;
  directives: number;
  fields: number;
}

/**
 * Refuses operations beyond the limits with OPERATION_TOO_COMPLEX, naming the limit and what was found. It runs while
 * the document is validated, before anything is planned. Each fragment is measured once, so that the cost of measuring
 * grows with the length of the document and not with what its fragments unfold to.
 */
export function limitRule(limits: Limits): ValidationRule {
  return (context) => {
    const measure = measureOf(context);
    return {
      Field({ alias }) {
        const found = alias?.value.length ?? 0;
        if (found > mostAliasLength) context.reportError(tooLong(found));
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

/** Characters of an alias, which stands in the answer and in the path of each error as often as its field does. */
const mostAliasLength = 200;

function tooLong(found: number) {
  const message = `An alias may have ${mostAliasLength} characters at most; one has ${found}.`;
  return graphError('OPERATION_TOO_COMPLEX', message, { limit: 'aliasLength', allowed: mostAliasLength, found });
}

function tooComplex(limit: keyof Limits, allowed: number, found: number) {
  const message = `The operation may have ${allowed} ${names[limit]} at most; it has ${found}.`;
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
    // A fragment that spreads itself is refused by another rule; here it must only end.
    fragments.set(name, nothing);
    const fragment = context.getFragment(name);
    const measured = fragment ? measureSet(fragment.selectionSet) : nothing;
    fragments.set(name, measured);
    return measured;
  }
}

/** Two measures of the same level: the deeper depth, the sum of all else. */
function add(one: Limits, other: Limits): Limits {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    fields: one.fields + other.fields,
  };
}
