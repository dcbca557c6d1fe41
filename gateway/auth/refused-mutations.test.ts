import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { graphError } from '#kit/graph/errors.ts';
import type { SignedIn, Viewer } from '#kit/graph/viewer.ts';
import { createLog } from '#kit/process/log.ts';
import { recordRefusedMutations } from './refused-mutations.ts';

const curator: SignedIn = { kind: 'CURATOR', id: 'curator_1', scopes: ['curator'], session: 's' };

function open() {
  const recorded: unknown[] = [];
  const record = recordRefusedMutations(
    async (_query, { input } = {}) => {
      recorded.push(input);
      return {};
    },
    createLog('test', 'silent'),
  );
  const refuse = (viewer: Viewer, coordinate: string, code: 'FORBIDDEN' | 'STEP_UP_REQUIRED' | 'UNAUTHENTICATED') =>
    record({ viewer, requestId: 'r-1' }, new Map([[coordinate, graphError(code, 'No.')]]));
  return { recorded, refuse };
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('A denied mutation', () => {
  it('is recorded with the viewer, the mutation and the reason', () => {
    const { recorded, refuse } = open();
    refuse(curator, 'Mutation.partnerCreate', 'STEP_UP_REQUIRED');
    refuse({ ...curator, kind: 'ELITE', id: 'cus_1' }, 'Mutation.partnerCreate', 'FORBIDDEN');

    const event = { field: 'partnerCreate', responseKey: 'partnerCreate', requestId: 'r-1', arguments: {} };
    expect(recorded).toEqual([
      {
        ...event,
        curatorId: 'curator_1',
        refusal: { code: 'STEP_UP_REQUIRED', viewer: { kind: 'CURATOR', id: 'curator_1' }, repeatsBefore: 0 },
      },
      {
        ...event,
        curatorId: null,
        refusal: { code: 'FORBIDDEN', viewer: { kind: 'ELITE', id: 'cus_1' }, repeatsBefore: 0 },
      },
    ]);
  });

  it.each([
    ['an anonymous viewer', { kind: 'ANONYMOUS' } as Viewer, 'Mutation.partnerCreate', 'UNAUTHENTICATED'],
    [
      'a customer without a fresh proof',
      { ...curator, kind: 'ELITE' } as Viewer,
      'Mutation.passkeyRevoke',
      'STEP_UP_REQUIRED',
    ],
    ['a curator who only reads', curator, 'Query.auditEvents', 'FORBIDDEN'],
  ] as const)('is not recorded of %s', (_who, viewer, coordinate, code) => {
    const { recorded, refuse } = open();
    refuse(viewer, coordinate, code);

    expect(recorded).toEqual([]);
  });

  it('is recorded at most once a minute, with the number of repeats', () => {
    const { recorded, refuse } = open();
    const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
    for (let time = 0; time < 1_000; time += 1) refuse(curator, 'Mutation.partnerCreate', 'FORBIDDEN');
    refuse(curator, 'Mutation.partnerKeyRevoke', 'FORBIDDEN');
    now.mockReturnValue(1_060_000);
    refuse(curator, 'Mutation.partnerCreate', 'FORBIDDEN');

    expect(recorded).toMatchObject([
      { field: 'partnerCreate', refusal: { repeatsBefore: 0 } },
      { field: 'partnerKeyRevoke', refusal: { repeatsBefore: 0 } },
      { field: 'partnerCreate', refusal: { repeatsBefore: 999 } },
    ]);
  });
});
