/** The part of jstat that the house uses. */
declare module "jstat" {
  interface Distributions {
    readonly normal: {
      readonly cdf: (x: number, mean: number, sd: number) => number;
      readonly inv: (p: number, mean: number, sd: number) => number;
    };
    readonly beta: {
      readonly cdf: (x: number, alpha: number, beta: number) => number;
      readonly inv: (p: number, alpha: number, beta: number) => number;
    };
    readonly gammaln: (x: number) => number;
  }
  const jstat: { readonly jStat: Distributions };
  export default jstat;
}
