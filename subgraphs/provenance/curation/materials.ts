import { randomUUID } from 'node:crypto';
import type { MaterialCreateInput, MaterialUpdateInput } from '#generated/provenance.ts';
import { type Changed, fault, readInput } from '../faults.ts';
import type { Ledger, Statements } from '../ledger/ledger.ts';
import { materialCreateShape, materialUpdateShape } from './inputs.ts';
import type { MaterialChange } from './writes.ts';

/** Adds a material, for a curator. */
export async function createMaterial(
  ledger: Ledger,
  input: MaterialCreateInput,
  curatorId: string,
): Promise<Changed<'materialId', string>> {
  const { value, faults } = readInput(materialCreateShape, input);
  if (faults) return { materialId: null, userErrors: faults };

  const id = `mat_${randomUUID()}`;
  return ledger.transact(async (statements) => {
    await statements.takeTurn();
    await statements.actFor(curatorId);
    const userErrors = await clashes(statements, id, value);
    if (userErrors.length > 0) return { materialId: null, userErrors };
    await statements.createMaterial(id, value);
    return { materialId: id, userErrors };
  });
}

/** Changes a material, for a curator. */
export async function updateMaterial(
  ledger: Ledger,
  input: MaterialUpdateInput,
  curatorId: string,
): Promise<Changed<'materialId', string>> {
  const { value, faults } = readInput(materialUpdateShape, input);
  if (faults) return { materialId: null, userErrors: faults };
  const { id, ...change } = value;

  return ledger.transact(async (statements) => {
    await statements.takeTurn();
    await statements.actFor(curatorId);
    const [[material], userErrors] = await Promise.all([statements.materials([id]), clashes(statements, id, change)]);
    if (!material) userErrors.unshift(fault('NOT_FOUND', ['input', 'id'], 'There is no such material.'));
    if (userErrors.length > 0) return { materialId: null, userErrors };
    if (Object.keys(change).length > 0) await statements.changeMaterial(id, change);
    return { materialId: id, userErrors };
  });
}

/** Whether another material has the name, or nobody is the supplier. */
async function clashes(statements: Statements, id: string, { name, supplierId }: MaterialChange) {
  const [namesake, isSupplied] = await Promise.all([
    name === undefined ? undefined : statements.materialNamed(name),
    supplierId ? statements.hasSupplier(supplierId) : true,
  ]);
  const isTaken = namesake !== undefined && namesake !== id;
  return [
    ...(isTaken ? [fault('TAKEN', ['input', 'name'], 'Another material has this name.')] : []),
    ...(isSupplied ? [] : [fault('NOT_FOUND', ['input', 'supplierId'], 'There is no such supplier.')]),
  ];
}
