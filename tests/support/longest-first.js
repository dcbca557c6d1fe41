import Sequencer from '@jest/test-sequencer';

/**
 * The files with the longest run time, because each starts its own Medusa. Jest sorts by file size, and would start
 * them late.
 */
const longest = [
  'backends/medusa/medusa.test.ts',
  'subgraphs/commerce/commerce.test.ts',
  'workers/fulfilment/fulfilment.test.ts',
];

/** Starts the longest files first, so that no worker waits for one of them at the end. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => longest.findIndex((file) => path.endsWith(file)) >>> 0;
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
}
