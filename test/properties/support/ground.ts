import fc from "fast-check";

const block = fc
  .tuple(fc.constantFrom(10, 172, 192), fc.nat(255), fc.integer({ min: 14, max: 24 }))
  .map(([first, second, size]) => `${first}.${second}.0.0/${size}`);

const role = fc
  .stringMatching(/^[a-z]{1,12}$/)
  .map((name) => `arn:aws:iam::123456789012:role/${name}`);

/** Sizes of what to make, for keys of which the schema shows from outside only that a function judges them. */
export const GROUND: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  network: fc.record(
    {
      cidr: block,
      zones: fc.shuffledSubarray(["a", "b", "c", "d"], { minLength: 1, maxLength: 3 }),
      natPerZone: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  cluster: fc.record(
    {
      version: fc.integer({ min: 30, max: 99 }).map((minor) => `1.${minor}`),
      publicAccessCidrs: fc.array(
        fc.nat(255).map((last) => `203.0.113.${last}/32`),
        { maxLength: 3 },
      ),
      deployers: fc.array(role, { minLength: 1, maxLength: 3 }),
      rollbackers: fc.array(role, { maxLength: 3 }),
    },
    { requiredKeys: ["deployers"] },
  ),
  database: fc.record(
    {
      instanceClass: fc.constantFrom("db.t4g.medium", "db.m7g.large", "db.r7g.2xlarge"),
      version: fc.constantFrom("14", "15", "16", "17", "18"),
      storageGiB: fc.integer({ min: 15, max: 70_000 }),
      maxStorageGiB: fc.integer({ min: 15, max: 70_000 }),
      multiAz: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
};
