/** Shows the progress of long work on the terminal. */
export interface Progress {
  /** Runs one step under a name. A step that lasts longer than 1.5 seconds is shown until it ends. */
  step<Result>(name: string, work: (say: (detail: string) => void) => Promise<Result>): Promise<Result>;
  end(): void;
}

/** Shows the running steps on one line that is rewritten on a terminal, and on a new line every few seconds elsewhere. */
export function showProgress(out: NodeJS.WriteStream): Progress {
  const running = new Map<string, { began: number; detail: string }>();
  const began = Date.now();
  const show = () => {
    const slow = [...running].filter(([, { began }]) => Date.now() - began > 1_500);
    if (slow.length === 0) return;
    const parts = slow.map(([name, step]) => `${name} ${seconds(step.began)} s${step.detail && ` (${step.detail})`}`);
    const line = `${seconds(began)} s · ${parts.join(' · ')}`;
    out.write(out.isTTY ? `\r\x1b[2K${line.slice(0, (out.columns ?? 100) - 1)}` : `${line}\n`);
  };
  const ticker = setInterval(show, out.isTTY ? 500 : 2_000);
  return {
    step: async (name, work) => {
      const step = { began: Date.now(), detail: '' };
      running.set(name, step);
      try {
        return await work((detail) => {
          step.detail = detail;
        });
      } finally {
        running.delete(name);
      }
    },
    end: () => {
      clearInterval(ticker);
      if (out.isTTY) out.write('\r\x1b[2K');
    },
  };
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
