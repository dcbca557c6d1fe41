import type { CertificationResolvers } from '#generated/provenance.ts';
import { referenceId } from '#kit/graph/node.ts';
import { translated } from '../ledger/translations.ts';

export const Certification: CertificationResolvers = {
  name: translated('name'),
  __resolveReference: (reference, { loaders }) => loaders.certification.load(referenceId(reference)),
};
