import { randomUUID } from 'node:crypto';
import type { MaterialCreateInput, MaterialUpdateInput } from '#generated/provenance.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import { isRefused, refuseIfAny } from '#kit/graph/result.ts';
import type { Ledger, Statements } from '../ledger/ledger.ts';
import type { Material } from '../ledger/records.ts';
import { type ProvenanceResult, readInput, userError } from '../results.ts';
import { materialCreateShape, materialUpdateShape } from './inputs.ts';
import type { MaterialChange } from './writes.ts';

/** Creates a material for a curator and returns its id. */
export async function createMaterial(
  ledger: Ledger,
  input: MaterialCreateInput,
  curatorId: string,
): Promise<ProvenanceResult<string>> {
  const material = readInput(materialCreateShape, input);
  if (isRefused(material)) return material;

  const id = `mat_${randomUUID()}`;
  return ledger.transact(async (statements) => {
    await statements.lockCuration();
    await statements.setCurator(curatorId);
    const refusal = refuseIfAny(await findConflicts(statements, id, material));
    if (refusal) return refusal;
    const { translations = [], ...columns } = material;
    await statements.createMaterial(id, { ...columns, translations: withTranslations({}, translations) });
    return id;
  });
}

/** Changes a material for a curator and returns its id. */
export async function updateMaterial(
  ledger: Ledger,
  input: MaterialUpdateInput,
  curatorId: string,
): Promise<ProvenanceResult<string>> {
  const parsed = readInput(materialUpdateShape, input);
  if (isRefused(parsed)) return parsed;
  const { id, translations, ...columns } = parsed;

  return ledger.transact(async (statements) => {
    await statements.lockCuration();
    await statements.setCurator(curatorId);
    const [[material], conflicts] = await Promise.all([
      statements.materials([id]),
      findConflicts(statements, id, columns),
    ]);
    const missing = material ? [] : [userError('NOT_FOUND', ['input', 'id'], 'There is no such material.')];
    const refusal = refuseIfAny([...missing, ...conflicts]);
    if (refusal) return refusal;
    const change: MaterialChange = {
      ...columns,
      ...(material && translations && { translations: withTranslations(material.translations, translations) }),
    };
    if (Object.keys(change).length > 0) await statements.changeMaterial(id, change);
    return id;
  });
}

type Conflictable = Pick<MaterialChange, 'name' | 'supplierId'>;

/** A language without texts is left out. */
function withTranslations(
  before: Material['translations'],
  given: readonly GivenTranslation[],
): Material['translations'] {
  const after = { ...before };
  for (const { language, ...texts } of given) {
    const merged = Object.entries({ ...after[language], ...texts }).filter(([, text]) => text != null);
    if (merged.length > 0) after[language] = Object.fromEntries(merged);
    else delete after[language];
  }
  return after;
}

/** A text that is null is removed, an omitted one stays. */
interface GivenTranslation {
  language: Language;
  name?: string | null | undefined;
  description?: string | null | undefined;
}

/** Checks that no other material has the name, and that the supplier exists. */
async function findConflicts(statements: Statements, id: string, { name, supplierId }: Conflictable) {
  const [namesake, hasSupplier] = await Promise.all([
    name === undefined ? undefined : statements.materialNamed(name),
    supplierId ? statements.hasSupplier(supplierId) : true,
  ]);
  const isTaken = namesake !== undefined && namesake !== id;
  return [
    ...(isTaken ? [userError('TAKEN', ['input', 'name'], 'Another material has this name.')] : []),
    ...(hasSupplier ? [] : [userError('NOT_FOUND', ['input', 'supplierId'], 'There is no such supplier.')]),
  ];
}
