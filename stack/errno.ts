/** The code of a system error (`ENOENT`); by shape, because an error of another realm (Jest has several) is no `instanceof Error`. */
export function errnoOf(error: unknown): string | undefined {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error;
  return isCoded && typeof error.code === 'string' ? error.code : undefined;
}
