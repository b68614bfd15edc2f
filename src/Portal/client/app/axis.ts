export interface Axis { min: number; max: number; tickAmount: number }

/** The least of 1, 2, 2.5, 5 and 10 times a power of ten that is not below the size. */
function niceStep(size: number) {
  const power = 10 ** Math.floor(Math.log10(size));
  return power * [1, 2, 2.5, 5, 10].find(step => step * power >= size * (1 - 1e-9))!;
}

/** An axis with zero and every value on it whose about five steps are round numbers. */
export function niceAxis(values: number[], whole = false): Axis {
  const least = Math.min(0, ...values), most = Math.max(0, ...values);
  if (least === most) return { min: 0, max: 1, tickAmount: 1 };
  let step = niceStep((most - least) / 5);
  if (whole && step < 5) step = Math.ceil(step);
  const below = Math.floor(least / step + 1e-9), above = Math.ceil(most / step - 1e-9);
  return { min: below * step, max: above * step, tickAmount: above - below };
}
