import { isDeepStrictEqual } from 'node:util';
import type {
  MaterialUseInput,
  ProvenanceCorrectInput,
  ProvenanceCreateInput,
  ProvenanceUserError,
} from '#generated/provenance.ts';
import { type Changed, fault, readInput } from '../faults.ts';
import type { Ledger, Statements } from '../ledger/ledger.ts';
import { chained, type PassportEvent, passportIdOf } from '../ledger/passport.ts';
import type { MaterialUse, Provenance } from '../ledger/records.ts';
import { provenanceCorrectShape, provenanceCreateShape } from './inputs.ts';
import type { RecordChange } from './writes.ts';

/** Whose entries in passports these are, and where the house has its seat. */
const house = { actor: 'AXIOM', place: 'Paris' };

/**
 * Writes the record of a product that has none, and begins its passport. The first entry tells of an examination:
 * whoever writes a record has examined the piece, while of its making the input knows the place and not the time.
 */
export async function createProvenance(
  ledger: Ledger,
  input: ProvenanceCreateInput,
): Promise<Changed<'product', { id: string }>> {
  const { value, faults } = readInput(provenanceCreateShape, input);
  if (faults) return { product: null, userErrors: faults };
  const { productId, gtin, materials, ...record } = value;

  return ledger.transact(async (statements) => {
    await statements.takeTurn();
    const [isRecorded, isGtinTaken, unknown] = await Promise.all([
      statements.isRecorded(productId),
      statements.isGtinTaken(gtin),
      unknownMaterials(statements, materials),
    ]);
    const userErrors = [
      ...(isRecorded ? [fault('TAKEN', ['input', 'productId'], 'The product has a provenance record.')] : []),
      ...unknown,
      ...(isGtinTaken ? [fault('TAKEN', ['input', 'gtin'], 'The GTIN belongs to another product.')] : []),
    ];
    if (userErrors.length > 0) return { product: null, userErrors };

    const id = passportIdOf(productId);
    const examined = { ...house, type: 'INSPECTED', occurredAt: new Date(), note: null } as const;
    await statements.createRecord(productId, record);
    await statements.setMaterialUses(productId, materials);
    await statements.openPassport({ id, productId, gtin });
    for (const event of chained(id, [examined])) await statements.addEvent(id, event);
    return { product: { id: productId }, userErrors };
  });
}

/**
 * Corrects a record, enters that into the passport and keeps what stood there before. What would change nothing is
 * refused; so a correction that is sent again, its answer having been lost, is entered once.
 */
export async function correctProvenance(
  ledger: Ledger,
  input: ProvenanceCorrectInput,
  curatorId: string,
): Promise<Changed<'event', PassportEvent>> {
  const { value, faults } = readInput(provenanceCorrectShape, input);
  if (faults) return { event: null, userErrors: faults };
  const { productId, reason, ...change } = value;
  const refused = (...userErrors: ProvenanceUserError[]) => ({ event: null, userErrors });

  return ledger.transact(async (statements) => {
    await statements.takeTurn();
    const [[record], uses, [passport], unknown] = await Promise.all([
      statements.provenance([productId]),
      statements.materialUses([productId]),
      statements.passports([productId]),
      unknownMaterials(statements, change.materials ?? []),
    ]);
    if (!record || !passport) {
      return refused(fault('NOT_FOUND', ['input', 'productId'], 'The product has no provenance record.'));
    }
    if (unknown.length > 0) return refused(...unknown);
    const previous = replacedBy(change, record, uses);
    if (Object.keys(previous).length === 0) {
      return refused(fault('INVALID', ['input'], 'The record says all that already.'));
    }

    const { materials, ...columns } = change;
    if (Object.keys(columns).length > 0) await statements.changeRecord(productId, columns);
    if (materials) await statements.setMaterialUses(productId, materials);
    const last = { index: passport.eventCount - 1, hash: passport.ledgerHead };
    const corrected = { ...house, type: 'CORRECTED', occurredAt: new Date(), note: reason } as const;
    const [event] = chained(passport.id, [corrected], last) as [PassportEvent];
    await statements.addEvent(passport.id, event);
    await statements.keepCorrection({ passportId: passport.id, index: event.index, curatorId, previous });
    return { event, userErrors: [] };
  });
}

async function unknownMaterials(statements: Statements, uses: readonly MaterialUseInput[]) {
  const found = await statements.materials(uses.map(({ materialId }) => materialId));
  const known = new Set(found.map(({ id }) => id));
  return uses.flatMap(({ materialId }, index) =>
    known.has(materialId)
      ? []
      : [fault('NOT_FOUND', ['input', 'materials', index, 'materialId'], 'There is no such material.')],
  );
}

/** What stands in those fields of a record that a change makes different. */
function replacedBy(
  change: RecordChange & { materials?: MaterialUseInput[] },
  record: Provenance,
  uses: readonly MaterialUse[],
): Record<string, unknown> {
  const { originCoordinates, place, countryCode, artisanId, carbonFootprint } = record;
  const materials = uses.map(({ productId: _, ...use }) => use).sort(byMaterial);
  const standing = { originCoordinates, place, countryCode, artisanId, carbonFootprint, materials };
  const given: Record<string, unknown> = { ...change, materials: change.materials?.toSorted(byMaterial) };
  const isChanged = ([field, value]: [string, unknown]) =>
    given[field] !== undefined && !isDeepStrictEqual(value, given[field]);
  return Object.fromEntries(Object.entries(standing).filter(isChanged));
}

function byMaterial(left: { materialId: string }, right: { materialId: string }): number {
  return left.materialId < right.materialId ? -1 : 1;
}
