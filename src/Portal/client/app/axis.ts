export interface Axis { min: number; max: number; tickAmount: number }

const fewest = 3, most = 7;

/** An axis with zero and every value on it, cut into three to seven round steps so that the least room is left over. */
export function niceAxis(values: number[], whole = false): Axis {
  const low = Math.min(0, ...values), high = Math.max(0, ...values);
  if (low === high) return { min: 0, max: 1, tickAmount: 1 };
  const power = 10 ** Math.floor(Math.log10((high - low) / 5));
  const axes = [10, 5, 2, 2.5, 1].map(step => step * power).filter(step => !whole || Number.isInteger(step)).map(step => {
    const below = Math.floor(low / step + 1e-9), above = Math.ceil(high / step - 1e-9);
    return { min: below * step, max: above * step, tickAmount: above - below };
  });
  // Whole numbers are asked for and all are parts of one.
  if (axes.length === 0) return { min: Math.floor(low), max: Math.ceil(high), tickAmount: 1 };
  const fitting = axes.filter(axis => axis.tickAmount >= fewest && axis.tickAmount <= most);
  // Whole numbers up to two have fewer steps than that.
  return (fitting.length ? fitting : axes).reduce((best, axis) => axis.max - axis.min < best.max - best.min - 1e-9 * power ? axis : best);
}
