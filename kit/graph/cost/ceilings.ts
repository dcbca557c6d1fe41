import type { GraphQLError } from 'graphql';
import { z } from 'zod';
import { graphError } from '../errors.ts';
import type { Viewer } from '../viewer.ts';
import type { OperationCost } from './model.ts';

/**
 * The kinds of viewer with a cost ceiling of their own. Elite Customers count as customers; services are those of the
 * installation.
 */
export type SpenderKind = 'ANONYMOUS' | 'CUSTOMER' | 'PARTNER' | 'CURATOR' | 'SERVICE';

/** The maximum cost of one operation in points, by kind of viewer. */
export type Ceilings = Readonly<Record<SpenderKind, number>>;

const points = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

/** The environment variables for the ceilings, shared by the gateway and the subgraphs. */
export const ceilingVariables = {
  COST_CEILING_ANONYMOUS: points(3_000),
  COST_CEILING_CUSTOMER: points(5_000),
  COST_CEILING_PARTNER: points(15_000),
  COST_CEILING_CURATOR: points(10_000),
  COST_CEILING_SERVICE: points(1_000_000),
};

/** The ceilings from a configuration that was read with `ceilingVariables`. */
export function ceilingsIn(config: Readonly<Record<`COST_CEILING_${SpenderKind}`, number>>): Ceilings {
  return {
    ANONYMOUS: config.COST_CEILING_ANONYMOUS,
    CUSTOMER: config.COST_CEILING_CUSTOMER,
    PARTNER: config.COST_CEILING_PARTNER,
    CURATOR: config.COST_CEILING_CURATOR,
    SERVICE: config.COST_CEILING_SERVICE,
  };
}

/** The ceiling that applies to a request. */
export function spenderKindOf({ kind }: Viewer, isService: boolean): SpenderKind {
  if (isService) return 'SERVICE';
  return kind === 'ELITE' ? 'CUSTOMER' : kind;
}

/**
 * The error OPERATION_TOO_EXPENSIVE (HTTP status 400) when an operation costs more than its ceiling, otherwise
 * undefined. Its extensions contain the cost, the ceiling and the three most expensive response paths.
 */
export function refuseTooExpensive(cost: OperationCost, ceiling: number): GraphQLError | undefined {
  if (cost.total <= ceiling) return undefined;
  return graphError(
    'OPERATION_TOO_EXPENSIVE',
    `The operation may cost ${ceiling} points at most; it costs ${cost.total}. Ask for fewer items or fields.`,
    { cost: cost.total, ceiling, costliest: cost.costliest(3), http: { status: 400 } },
  );
}
