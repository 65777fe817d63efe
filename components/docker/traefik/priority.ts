/** Higher numbers are asked first. */
export const PRIORITY = {
  window: 2000,
  status: 2000,
  preview: 1000,
  assets: 500,
  files: 500,
  traffic: 1,
} as const;
