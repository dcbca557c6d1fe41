import { isDeepStrictEqual } from 'node:util';
import type { MaterialUseInput, ProvenanceCorrectInput, ProvenanceCreateInput } from '#generated/provenance.ts';
import { isRefused, refuseIfAny } from '#kit/graph/result.ts';
import type { Ledger, Statements } from '../ledger/ledger.ts';
import { chainEvents, type PassportEvent, passportIdOf } from '../ledger/passport.ts';
import type { MaterialUse, Provenance } from '../ledger/records.ts';
import { type ProvenanceResult, readInput, userError } from '../results.ts';
import { provenanceCorrectShape, provenanceCreateShape } from './inputs.ts';
import type { RecordChange } from './writes.ts';

/** The actor and the place of the entries that curators cause. */
const company = { actor: 'AXIOM', place: 'Paris' };

/**
 * Creates the record of a product that has none, and its passport. The first entry is an inspection, because the input
 * does not contain the date of manufacture.
 */
export async function createProvenance(
  ledger: Ledger,
  input: ProvenanceCreateInput,
): Promise<ProvenanceResult<{ id: string }>> {
  const parsed = readInput(provenanceCreateShape, input);
  if (isRefused(parsed)) return parsed;
  const { productId, gtin, materials, ...record } = parsed;

  return ledger.transact(async (statements) => {
    await statements.lockCuration();
    const [isRecorded, isGtinTaken, unknown] = await Promise.all([
      statements.isRecorded(productId),
      statements.isGtinTaken(gtin),
      unknownMaterials(statements, materials),
    ]);
    const refusal = refuseIfAny([
      ...(isRecorded ? [userError('TAKEN', ['input', 'productId'], 'The product has a provenance record.')] : []),
      ...unknown,
      ...(isGtinTaken ? [userError('TAKEN', ['input', 'gtin'], 'The GTIN belongs to another product.')] : []),
    ]);
    if (refusal) return refusal;

    const id = passportIdOf(productId);
    const inspected = { ...company, type: 'INSPECTED', occurredAt: new Date(), note: null } as const;
    await statements.createRecord(productId, record);
    await statements.setMaterialUses(productId, materials);
    await statements.openPassport({ id, productId, gtin });
    for (const event of chainEvents(id, [inspected])) await statements.addEvent(id, event);
    return { id: productId };
  });
}

/**
 * Corrects a record, adds an entry to the passport and stores the previous values. A correction that changes nothing is
 * refused, so a retry after a lost response is entered only once.
 */
export async function correctProvenance(
  ledger: Ledger,
  input: ProvenanceCorrectInput,
  curatorId: string,
): Promise<ProvenanceResult<PassportEvent>> {
  const parsed = readInput(provenanceCorrectShape, input);
  if (isRefused(parsed)) return parsed;
  const { productId, reason, ...given } = parsed;

  return ledger.transact(async (statements) => {
    await statements.lockCuration();
    const [[record], uses, [passport], unknown] = await Promise.all([
      statements.provenance([productId]),
      statements.materialUses([productId]),
      statements.passports([productId]),
      unknownMaterials(statements, given.materials ?? []),
    ]);
    if (!record || !passport) {
      const message = 'The product has no provenance record.';
      return { userErrors: [userError('NOT_FOUND', ['input', 'productId'], message)] };
    }
    if (unknown.length > 0) return { userErrors: unknown };
    const isMoved = given.place !== undefined && given.place !== record.place;
    // The names of another place in other languages would be wrong.
    const change = isMoved ? { placeTranslations: {}, ...given } : given;
    const previous = replacedValues(change, record, uses);
    if (Object.keys(previous).length === 0) {
      return { userErrors: [userError('INVALID', ['input'], 'The record has all these values already.')] };
    }

    const { materials, ...columns } = change;
    if (Object.keys(columns).length > 0) await statements.changeRecord(productId, columns);
    if (materials) await statements.setMaterialUses(productId, materials);
    const last = { index: passport.eventCount - 1, hash: passport.ledgerHead };
    const corrected = { ...company, type: 'CORRECTED', occurredAt: new Date(), note: reason } as const;
    const [event] = chainEvents(passport.id, [corrected], last) as [PassportEvent];
    await statements.addEvent(passport.id, event);
    await statements.addCorrection({ passportId: passport.id, index: event.index, curatorId, previous });
    return event;
  });
}

async function unknownMaterials(statements: Statements, uses: readonly MaterialUseInput[]) {
  const existing = await statements.materials(uses.map(({ materialId }) => materialId));
  const known = new Set(existing.map(({ id }) => id));
  return uses.flatMap(({ materialId }, index) =>
    known.has(materialId)
      ? []
      : [userError('NOT_FOUND', ['input', 'materials', index, 'materialId'], 'There is no such material.')],
  );
}

/** The current values of the fields that a change makes different. */
function replacedValues(
  change: RecordChange & { materials?: MaterialUseInput[] },
  record: Provenance,
  uses: readonly MaterialUse[],
): Record<string, unknown> {
  const { originCoordinates, place, translations: placeTranslations, countryCode, artisanId, carbonFootprint } = record;
  const materials = uses.map(({ productId: _, ...use }) => use).sort(byMaterial);
  const current = { originCoordinates, place, placeTranslations, countryCode, artisanId, carbonFootprint, materials };
  const changed: Record<string, unknown> = { ...change, materials: change.materials?.toSorted(byMaterial) };
  const isChanged = ([field, value]: [string, unknown]) =>
    changed[field] !== undefined && !isDeepStrictEqual(value, changed[field]);
  return Object.fromEntries(Object.entries(current).filter(isChanged));
}

function byMaterial(left: { materialId: string }, right: { materialId: string }): number {
  return left.materialId < right.materialId ? -1 : 1;
}
