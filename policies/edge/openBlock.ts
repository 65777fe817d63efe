/**
 * Whether a block of addresses is the internet for all purposes. Half of it, twice, is a known way around a check
 * for `/0`, and all of IPv6 that is in use is `2000::/3`.
 */
export function isOpen(block: string): boolean {
  const prefix = /\/(\d+)$/.exec(block)?.[1];
  return prefix !== undefined && Number(prefix) < 8;
}
