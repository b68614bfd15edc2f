// Packs the ranges of addresses and their countries into a file that is read at the first look-up:
//   node countries.mjs <file>
// Brotli of: the countries (count, two letters each), then for IPv4 and for the upper half of IPv6 the number of ranges,
// each range's distance from the one before (varint) and each range's country (a byte; 0 is nobody's).
import { readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";

const folder = "node_modules/@ip-location-db/asn-country/asn-country-";
const countries = ["--"];

const v4 = await ranges("ipv4-num.csv", 0n);
const v6 = await ranges("ipv6-num.csv", 64n);
const header = Buffer.from([countries.length, ...Buffer.from(countries.join(""))]);
const packed = brotliCompressSync(Buffer.concat([header, ...pack(v4), ...pack(v6)]), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
await writeFile(process.argv[2], packed);

async function ranges(file, shift) {
  const starts = [0n], owners = [0];
  for (const line of (await readFile(folder + file, "utf8")).trim().split("\n")) {
    const [first, last, country] = line.trim().split(",");
    add(BigInt(first) >> shift, indexOf(country));
    add((BigInt(last) >> shift) + 1n, 0);
  }
  return { starts, owners };

  // A range that begins where the one before ended takes the place of the gap after it; one of the same country joins it.
  function add(start, owner) {
    if (starts.at(-1) === start) {
      starts.pop();
      owners.pop();
    } else if (start < starts.at(-1)) {
      throw new Error(`${file} is not in order at ${start}`);
    }
    if (owners.at(-1) !== owner) {
      starts.push(start);
      owners.push(owner);
    }
  }
}

function indexOf(country) {
  const index = countries.indexOf(country);
  return index >= 0 ? index : countries.push(country) - 1;
}

function pack({ starts, owners }) {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(starts.length);
  const bytes = [];
  let before = 0n;
  for (const start of starts) {
    let distance = start - before;
    before = start;
    for (; distance > 127n; distance >>= 7n) bytes.push(Number(distance & 127n) | 128);
    bytes.push(Number(distance));
  }
  return [count, Buffer.from(bytes), Buffer.from(owners)];
}
