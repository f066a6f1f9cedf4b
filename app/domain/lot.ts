/**
 * An order by lot that anybody can repeat from its seed: xmur3 turns the seed into a state, sfc32 gives
 * the numbers, Fisher and Yates shuffle. Sort the items by a public key before, so that only the seed
 * decides.
 */
export function drawLots<T>(items: readonly T[], seed: string): T[] {
  const random = generator(seed);
  const order = [...items];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = below(i + 1, random);
    [order[i], order[j]] = [order[j] as T, order[i] as T];
  }
  return order;
}

/** A whole number below n, each equally likely: numbers of the uneven last run are thrown away. */
function below(n: number, random: () => number): number {
  const limit = 0x1_0000_0000 - (0x1_0000_0000 % n);
  for (;;) {
    const value = random();
    if (value < limit) return value % n;
  }
}

function generator(seed: string): () => number {
  let hash = 1779033703 ^ seed.length;
  for (const char of seed) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  const next = () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash >>> 0;
  };
  let a = next();
  let b = next();
  let c = next();
  let d = next();
  return () => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
}
