/** The letters that AWS gives its zones. Each has a place of its own in the block, so none ever moves. */
const ZONES = "abcdef";

/** A VPC is a /16 at most; below a /20 the public subnets fall under the /27 that a load balancer needs. */
const LARGEST = 16;
const SMALLEST = 20;

/** The block's eighths: one for each zone's private subnet, and the last for all public ones. */
const PRIVATE_BITS = 3;
const PUBLIC_EIGHTH = 7;

export interface ZoneCidrs {
  public: string;
  private: string;
}

/**
 * The subnets of each zone. A zone's blocks depend on its letter alone: adding or dropping another zone
 * renumbers nothing.
 *
 * @param cidr The VPC's block, from `/16` to `/20`, such as `10.0.0.0/16`.
 * @param zones Letters from a to f.
 * @returns By letter. In a /16 private subnets are /19 (8,187 addresses) and public ones /22; in a /20 they
 * are /23 (507 addresses) and /26.
 * @throws Error that tells what is wrong with the block or a letter.
 */
export function subnetCidrs(cidr: string, zones: readonly string[]): Record<string, ZoneCidrs> {
  const block = parse(cidr);
  const publics = slice(block, PRIVATE_BITS, PUBLIC_EIGHTH);
  return Object.fromEntries(
    zones.map((zone) => {
      const place = placeOf(zone);
      const cidrs = {
        public: text(slice(publics, PRIVATE_BITS, place)),
        private: text(slice(block, PRIVATE_BITS, place)),
      };
      return [zone, cidrs];
    }),
  );
}

interface Block {
  /** The first address as a number. */
  base: number;
  /** Bits that are fixed. */
  prefix: number;
}

function parse(cidr: string): Block {
  const [address = "", prefixText = ""] = cidr.split("/");
  const octets = address.split(".").map(Number);
  const prefix = Number(prefixText);
  const valid =
    /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(cidr) && octets.every((octet) => octet <= 255);
  if (!valid) throw new Error(`${cidr} is no IPv4 block; a network is one, such as 10.0.0.0/16`);
  if (prefix < LARGEST || prefix > SMALLEST) {
    const problem = prefix < LARGEST ? "larger than a VPC may be" : "too small for its subnets";
    throw new Error(`${cidr} is ${problem}; allowed is /${LARGEST} to /${SMALLEST}`);
  }
  const base = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - prefix);
  const first = base - (base % size);
  if (first !== base) {
    throw new Error(
      `${cidr} does not begin where its block does, at ${text({ base: first, prefix })}`,
    );
  }
  return { base, prefix };
}

function placeOf(zone: string): number {
  const place = zone.length === 1 ? ZONES.indexOf(zone) : -1;
  if (place === -1) throw new Error(`"${zone}" is no zone; zones are letters from a to f`);
  return place;
}

/** One of the `2 ** bits` equal parts of a block. */
function slice({ base, prefix }: Block, bits: number, index: number): Block {
  return { base: base + index * 2 ** (32 - prefix - bits), prefix: prefix + bits };
}

function text({ base, prefix }: Block): string {
  const octets = [24, 16, 8, 0].map((shift) => (base >>> shift) & 0xff);
  return `${octets.join(".")}/${prefix}`;
}
