import Sequencer from '@jest/test-sequencer';

/**
 * The files with the longest run time: some start their own Medusa, others wait for leases or execute generated operations. Jest
 * sorts by file size, and would start them late.
 */
const longest = [
  'subgraphs/commerce/orders.test.ts',
  'subgraphs/commerce/commerce.test.ts',
  'backends/medusa/medusa.test.ts',
  'backends/medusa/orders.test.ts',
  'subgraphs/identity/customers/customers.test.ts',
  'workers/assets/assets.test.ts',
  'simulators/sanity/local.test.ts',
  'subgraphs/identity/wishlists/wishlists.test.ts',
  'subgraphs/search/indexing/index-sync.test.ts',
  'gateway/execution/generated-operations.test.ts',
  'workers/fulfilment/fulfilment.test.ts',
  'workers/webhooks/webhooks.test.ts',
  'workers/webhooks/changes.test.ts',
  'kit/stores/cache-stream.test.ts',
];

/** Starts the longest files first, so that no worker waits for one of them at the end. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => longest.findIndex((file) => path.endsWith(file)) >>> 0;
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
}
