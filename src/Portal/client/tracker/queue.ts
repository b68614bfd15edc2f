import { Size, Time } from "./limits";
import { erase, keys, read, write } from "./storage";

const prefix = "queue.";
const own = new Set<string>();

/** Every unsent message is an entry of its own, so that tabs never overwrite each other's. */
export function add(time: number, messageId: string, message: string): void {
  if (message.length > Size.MessageCharacters) return;
  const key = prefix + time + "." + messageId;
  own.add(key);
  write(key, message);
  waiting().slice(0, -Size.KeptMessages).forEach(erase);
}

/** All unsent messages, oldest first. */
export function waiting(): string[] {
  return keys(prefix).sort();
}

/**
 * The next batch. A message belongs to the page that made it for ten seconds; what is older was left behind,
 * and any page may send it.
 */
export function take(except: string[], onlyOwn?: boolean): string[] {
  let characters = 0;
  return waiting().filter((key) => {
    const age = Math.abs(Date.now() - parseInt(key.slice(prefix.length)));
    if (age > Time.KeepUnsent) erase(key);
    return (own.has(key) || (!onlyOwn && age > Time.Ownership)) && !except.includes(key);
  }).filter((key, index) => {
    characters += (read(key) || "").length;
    return index < Size.BatchMessages && (!index || characters < Size.BatchCharacters);
  });
}

export function body(batch: string[], writeKey: string): string {
  const messages = batch.map(read).filter(Boolean);
  return `{"writeKey":${JSON.stringify(writeKey)},"sentAt":"${new Date().toISOString()}","batch":[${messages}]}`;
}
