/** Why no statement can tell a mutant from the original. */
export interface Sameness {
  readonly verdict: 'equivalent' | 'catalog-only';
  readonly why: string;
}
