import { generate, type SelfsignedOptions } from "selfsigned";

export interface Certificate {
  /** The authority that signed it; what clients trust. */
  caPem: string;
  key: string;
  cert: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes a certificate for `domain`, its subdomains and this machine. */
export type Issue = (domain: string) => Promise<Certificate>;

/**
 * A certificate for `domain`, its subdomains and this machine, signed by an authority of its own that is
 * forgotten at once.
 *
 * @param domain public DNS name of the app, without a scheme or a port
 */
export async function makeCertificate(domain: string): Promise<Certificate> {
  const issue = await makeAuthority();
  return issue(domain);
}

/**
 * An authority; its key is in no file. Elliptic keys: an RSA pair alone may take longer than the whole start of
 * the cloud.
 */
export async function makeAuthority(): Promise<Issue> {
  const shared = {
    keyType: "ec",
    algorithm: "sha256",
    // A day back, for a program whose clock is not quite this one's.
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + 30 * DAY_MS),
  } as const;
  const authority = await generate([{ name: "commonName", value: "drill certificate authority" }], {
    ...shared,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return async (domain) => {
    const leaf = await generate([{ name: "commonName", value: domain }], {
      ...shared,
      ca: { key: authority.private, cert: authority.cert },
      extensions: leafExtensions(domain),
    });
    return { caPem: authority.cert, key: leaf.private, cert: leaf.cert };
  };
}

function leafExtensions(domain: string): NonNullable<SelfsignedOptions["extensions"]> {
  return [
    { name: "basicConstraints", cA: false, critical: true },
    { name: "keyUsage", digitalSignature: true, critical: true },
    { name: "extKeyUsage", serverAuth: true },
    {
      name: "subjectAltName",
      altNames: [
        { type: 2, value: domain },
        { type: 2, value: `*.${domain}` },
        { type: 2, value: "localhost" },
        { type: 7, ip: "127.0.0.1" },
      ],
    },
  ];
}
