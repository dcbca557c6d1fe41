import type { CertificationResolvers } from '#generated/provenance.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { Context } from '../context.ts';
import type { Certification as Row } from '../ledger/records.ts';

export const Certification: CertificationResolvers<Context, Row> = {
  __resolveReference: (reference, { loaders }) => loaders.certification.load(referenceId(reference)),
};
