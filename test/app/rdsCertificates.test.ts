import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { rdsCertificates, rdsRegions } from "../../components/app/rdsCertificates";

function certificatesIn(bundle: string): X509Certificate[] {
  const pems = bundle.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g) ?? [];
  return pems.map((pem) => new X509Certificate(pem));
}

function isRsa2048({ publicKey }: X509Certificate): boolean {
  return (
    publicKey.asymmetricKeyType === "rsa" && publicKey.asymmetricKeyDetails?.modulusLength === 2048
  );
}

/** The year in which a new installation would have to look elsewhere. */
const FAR_AHEAD = new Date("2050-01-01T00:00:00Z");

describe("certificates of RDS", () => {
  it("are known for the regions that one deploys to", () => {
    const regions = rdsRegions();
    for (const region of ["eu-central-1", "eu-west-1", "us-east-1", "us-west-2", "ap-southeast-2"])
      assert.ok(regions.includes(region), region);
    assert.deepEqual(regions, [...new Set(regions)].sort());
  });

  for (const region of rdsRegions())
    it(`of ${region} have the authority of rds-ca-rsa2048-g1, and no other region's`, () => {
      const certificates = certificatesIn(rdsCertificates(region));
      const subjects = certificates.map(({ subject }) => subject);
      assert.deepEqual(
        subjects.filter((subject) => !subject.includes(`CN=Amazon RDS ${region} `)),
        [],
      );
      const own = certificates.filter(
        (certificate) =>
          certificate.subject.includes(`${region} Root CA RSA2048 G1`) &&
          isRsa2048(certificate) &&
          new Date(certificate.validTo) > FAR_AHEAD,
      );
      assert.equal(own.length, 1, subjects.join("\n"));
    });

  it("are few enough to be mounted in every pod", () => {
    for (const region of rdsRegions()) assert.ok(rdsCertificates(region).length < 12_000, region);
  });

  it("of a region that is not known are an error that names those that are", () => {
    assert.throws(
      () => rdsCertificates("mars-north-1"),
      /no certificates of RDS are known for the region mars-north-1, but for af-south-1, .+: name an existing database, and give its certificates in PEM as database\.ca/,
    );
  });
});
