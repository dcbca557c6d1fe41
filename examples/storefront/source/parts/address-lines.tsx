import { addressLines, type WrittenAddress } from '../locale/address.ts';

/** An address, line by line in the order of its country. Two lines may be equal. */
export function AddressLines({ address }: { address: WrittenAddress }) {
  return addressLines(address).map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the address
    <span key={index} className="address-line">
      {line}
    </span>
  ));
}
