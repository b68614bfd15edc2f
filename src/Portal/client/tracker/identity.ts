import { Time } from "./limits";
import { erase, read, write } from "./storage";

/** A random UUID; crypto.randomUUID is missing on pages without TLS. */
export function newId(): string {
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (+digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+digit / 4)))).toString(16));
}

export function anonymousId(): string {
  return remember("visitor");
}

export function userId(): string | undefined {
  return read("user") || undefined;
}

export function setUserId(id: unknown): void {
  write("user", "" + id);
}

/** The current visit; it ends after 30 minutes without a message in any tab. */
export function sessionId(now: number): string {
  if (now - +read("active")! > Time.Session) erase("session");
  write("active", "" + now);
  return remember("session");
}

export function forget(): void {
  ["visitor", "user", "session"].forEach(erase);
}

function remember(key: string): string {
  const id = read(key) || newId();
  write(key, id);
  return id;
}
