// Reads a MaxMind DB file (format 2.0, https://maxmind.github.io/MaxMind-DB/) from its first address to its last.
import { readFile } from "node:fs/promises";

const marker = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");

/**
 * Calls add(start, record) for every range in order, start being the address's first `width` bits as a number and record null
 * where nothing is known. Of ranges that differ only beyond those bits, the one with the most addresses speaks for all.
 * read(object) turns what the file says of a range into a record; it is called once for each place in the file.
 */
export async function walk(file, width, read, add) {
  const bytes = await readFile(file);
  const metaAt = bytes.lastIndexOf(marker) + marker.length;
  const { node_count: nodes, record_size: bits } = decode(bytes, metaAt, metaAt)[0];
  const dataAt = (nodes * bits) / 4 + 16;
  const records = new Map();
  descend(0, 0, 0);

  function descend(node, prefix, depth) {
    for (const side of [0, 1]) {
      const next = child(node, side);
      const start = (prefix * 2 + side) * 2 ** (width - depth - 1);
      if (next >= nodes) add(start, record(next));
      else if (depth + 1 === width) add(start, mostOf(next));
      else descend(next, prefix * 2 + side, depth + 1);
    }
  }

  function child(node, side) {
    if (bits === 24) return bytes.readUIntBE(node * 6 + side * 3, 3);
    if (bits === 32) return bytes.readUInt32BE(node * 8 + side * 4);
    const at = node * 7;
    return side === 0 ? (bytes[at + 3] >> 4) * 2 ** 24 + bytes.readUIntBE(at, 3) : (bytes[at + 3] & 15) * 2 ** 24 + bytes.readUIntBE(at + 4, 3);
  }

  function record(pointer) {
    if (pointer === nodes) return null;
    if (!records.has(pointer)) records.set(pointer, read(decode(bytes, dataAt + pointer - nodes - 16, dataAt)[0]));
    return records.get(pointer);
  }

  function mostOf(node) {
    const shares = new Map();
    (function weigh(from, share) {
      for (const side of [0, 1]) {
        const next = child(from, side);
        if (next < nodes) weigh(next, share / 2);
        else shares.set(record(next), (shares.get(record(next)) ?? 0) + share / 2);
      }
    })(node, 1);
    return [...shares].reduce((most, other) => (other[1] > most[1] ? other : most))[0];
  }
}

// A value and where the next one begins. Pointers count from the beginning of the data.
function decode(bytes, at, data) {
  const control = bytes[at++];
  let type = control >> 5;
  if (type === 1) return pointer(bytes, at, data, control);
  if (type === 0) type = 7 + bytes[at++];
  let size = control & 31;
  if (size > 28) {
    const more = size - 28;
    size = [29, 285, 65821][more - 1] + bytes.readUIntBE(at, more);
    at += more;
  }

  switch (type) {
    case 2: return [bytes.toString("utf8", at, at + size), at + size];
    case 3: return [bytes.readDoubleBE(at), at + 8];
    case 15: return [bytes.readFloatBE(at), at + 4];
    case 14: return [size !== 0, at];
    case 7: return collect(size, {}, (map) => {
      let key, value;
      [key, at] = decode(bytes, at, data);
      [value, at] = decode(bytes, at, data);
      map[key] = value;
    });
    case 11: return collect(size, [], (list) => {
      let value;
      [value, at] = decode(bytes, at, data);
      list.push(value);
    });
    case 5: case 6: case 8: return [size === 0 ? 0 : bytes.readUIntBE(at, size), at + size];
    case 4: case 9: case 10: return [bytes.subarray(at, at + size), at + size];
    default: throw new Error(`A value of type ${type} is not known.`);
  }

  function collect(count, target, take) {
    for (let n = 0; n < count; n++) take(target);
    return [target, at];
  }
}

function pointer(bytes, at, data, control) {
  const size = (control >> 3) & 3;
  const value = size === 3 ? bytes.readUInt32BE(at) : [0, 2048, 526336][size] + (control & 7) * 2 ** (8 * (size + 1)) + bytes.readUIntBE(at, size + 1);
  return [decode(bytes, data + value, data)[0], at + (size === 3 ? 4 : size + 1)];
}
