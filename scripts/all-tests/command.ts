import { runAllTests } from './run.ts';

/** `npm test`: runs the rooms and the stories at the same time. The exit code is 0 if all tests pass. */
const passed = await runAllTests(new URL('../../', import.meta.url), ['rooms', 'stories'], {
  print: (text) => process.stdout.write(`${text}\n`),
  jestOutput: 'inherit',
});
process.exitCode = passed ? 0 : 1;
