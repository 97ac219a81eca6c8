/** The gamma distribution of unit scale: logarithm of the gamma function, lower tail, quantiles. */

const HALF_LOG_TWO_PI = 0.9189385332046728;
const MAX_TERMS = 10_000;
const RELATIVE_ACCURACY = 1e-15;
const SERIES_SHAPE_MAX = 200;

/** ln Gamma(x) for x > 0, to about 1e-14. Stirling's series after shifting x to 10 or more (Abramowitz and Stegun 6.1.40). */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  const u = 1 / shifted;
  const u2 = u * u;
  const series =
    u * (1 / 12 - u2 * (1 / 360 - u2 * (1 / 1260 - u2 * (1 / 1680 - u2 * (1 / 1188 - (u2 * 691) / 360360)))));
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series - Math.log(product);
}

/**
 * P(shape, x): the probability that a gamma variable of this shape and scale 1 is at most x. Shape > 0.
 * The series below shape + 1, the continued fraction (by Lentz) above it (Abramowitz and Stegun 6.5.29, 6.5.31).
 */
export function gammaLowerTail(shape: number, x: number): number {
  return lowerTail(shape, x, logGamma(shape));
}

function lowerTail(shape: number, x: number, logGammaOfShape: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(shape * Math.log(x) - x - logGammaOfShape);
  return x < shape + 1 ? front * lowerSeries(shape, x) : 1 - front * upperFraction(shape, x);
}

function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let i = 1; i < MAX_TERMS && term > sum * RELATIVE_ACCURACY; i += 1) {
    term *= x / (shape + i);
    sum += term;
  }
  return sum;
}

function upperFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < MAX_TERMS; i += 1) {
    const a = -i * (i - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < RELATIVE_ACCURACY) break;
  }
  return fraction;
}

/**
 * The x with P(shape, x) = probabilityRatio, for 0 < probabilityRatio < 1 and shape >= 0.1; relative error below 1e-7 for
 * probabilities of 0.001 to 0.999. Halley's steps from the Wilson-Hilferty start; above shape 200 the expansion of
 * Goldberg and Levine (Ann. Math. Statist. 17, 1946), whose cost does not grow with the shape.
 */
export function gammaQuantile(shape: number, probabilityRatio: number): number {
  const z = normalQuantile(probabilityRatio);
  if (shape > SERIES_SHAPE_MAX) return quantileByExpansion(shape, z);
  const logGammaOfShape = logGamma(shape);
  let x = quantileStart(shape, probabilityRatio, z, logGammaOfShape);
  for (let round = 0; round < 12; round += 1) {
    const error = lowerTail(shape, x, logGammaOfShape) - probabilityRatio;
    const density = Math.exp((shape - 1) * Math.log(x) - x - logGammaOfShape);
    const newton = error / density;
    const step = newton / (1 - 0.5 * Math.min(1, newton * ((shape - 1) / x - 1)));
    x = step < x ? x - step : x / 2;
    // Halley's step cubes the relative error, so what is left is below 1e-10.
    if (Math.abs(step) < 1e-4 * x) break;
  }
  return x;
}

function quantileStart(shape: number, probabilityRatio: number, z: number, logGammaOfShape: number): number {
  const ninth = 1 / (9 * shape);
  const root = 1 - ninth + z * Math.sqrt(ninth);
  if (shape >= 1 && root > 0.2) return shape * root ** 3;
  const nearZero = Math.exp((Math.log(probabilityRatio * shape) + logGammaOfShape) / shape);
  return nearZero < 0.5 * shape + 0.1
    ? nearZero
    : Math.max(shape * Math.max(root, 0.1) ** 3, -Math.log1p(-probabilityRatio));
}

function quantileByExpansion(shape: number, z: number): number {
  const degrees = 2 * shape;
  const width = Math.sqrt(2 * degrees);
  const z2 = z * z;
  const chiSquare =
    degrees +
    width * z +
    (2 / 3) * (z2 - 1) +
    (z * (z2 - 7)) / (9 * width) -
    (z2 * (6 * z2 + 14) - 32) / (405 * degrees) +
    (z * (z2 * (9 * z2 + 256) - 433)) / (2430 * width * degrees);
  return chiSquare / 2;
}

/**
 * The standard normal quantile to about 1e-7: algorithm AS 241, PPND7 (Wichura, Applied Statistics 37, 1988).
 * 0 < probabilityRatio < 1.
 */
export function normalQuantile(probabilityRatio: number): number {
  const q = probabilityRatio - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const above = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
    const below = ((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1;
    return (q * above) / below;
  }
  const tail = Math.sqrt(-Math.log(Math.min(probabilityRatio, 1 - probabilityRatio)));
  return Math.sign(q) * (tail <= 5 ? nearTail(tail - 1.6) : farTail(tail - 5));
}

function nearTail(r: number): number {
  const above = ((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777;
  return above / ((0.12021132975 * r + 0.7370016425) * r + 1);
}

function farTail(r: number): number {
  const above = ((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115;
  return above / ((0.012258202635 * r + 0.24197894225) * r + 1);
}
