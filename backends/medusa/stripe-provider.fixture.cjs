// Medusa's application is CommonJS that ts-node compiles, which the tests' module loader does not: so it runs here, as a child.
const { createRequire } = require('node:module');

process.chdir(`${__dirname}/app`);
const inApplication = createRequire(`${__dirname}/app/package.json`);
inApplication('ts-node').register({ swc: true, cwd: process.cwd() });
const { StripePayments } = require('./app/src/modules/stripe/provider');

let provider;
process.on('message', async ({ method, input }) => {
  try {
    if (method === 'open') provider = new StripePayments({}, input);
    process.send({ result: method === 'open' ? null : await provider[method](input) });
  } catch (error) {
    process.send({ error: { message: error.message, type: error.type } });
  }
});
process.send({ result: 'ready' });
