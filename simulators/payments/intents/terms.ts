import type { Simulator } from '../simulator.ts';
import { decide } from './confirm.ts';
import { findIntent } from './intents.ts';
import type { Attempt } from './rows.ts';

/** Decides late payments when their time has come, also after a restart. `decided` is called after each. */
export function startTerms(simulator: Simulator, decided: () => void) {
  const { journal } = simulator;
  let timer: NodeJS.Timeout | undefined;
  const wake = () => {
    clearTimeout(timer);
    for (const attempt of waiting()) {
      if ((attempt.dueAt ?? 0) > Date.now()) continue;
      decide(simulator, findIntent(simulator, attempt.intent), attempt.outcome);
      journal.commit();
      decided();
    }
    const next = Math.min(...waiting().map(({ dueAt }) => dueAt ?? 0));
    if (Number.isFinite(next)) timer = setTimeout(wake, Math.max(1, next - Date.now()));
  };
  const waiting = () => journal.all<Attempt>('attempt').filter(({ dueAt }) => dueAt !== null);
  return { wake, close: () => clearTimeout(timer) };
}
