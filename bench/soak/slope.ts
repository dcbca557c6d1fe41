/** What was measured, and when: minutes. */
export interface Measurement {
  at: number;
  value: number;
}

/** By how much a value grows in a minute: the slope of the line that fits the measurements best (least squares). */
export function slopeOf(measurements: readonly Measurement[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const at = mean(measurements.map((one) => one.at));
  const value = mean(measurements.map((one) => one.value));
  let [product, square] = [0, 0];
  for (const one of measurements) {
    product += (one.at - at) * (one.value - value);
    square += (one.at - at) ** 2;
  }
  return square === 0 ? 0 : product / square;
}
