import { safely } from "./safely";

const prefix = "intellishop.";
const memory: Record<string, string> = {};
let mayPersist = false;

/** Values written before consent, and where the browser refuses storage, live in this page's memory only. */
export function read(key: string): string | null | undefined {
  return memory[key] || safely(() => localStorage.getItem(prefix + key));
}

export function write(key: string, value: string): void {
  memory[key] = value;
  if (mayPersist) persist(key);
}

export function erase(key: string): void {
  delete memory[key];
  safely(() => localStorage.removeItem(prefix + key));
}

export function keys(start = ""): string[] {
  const stored = safely(() => Object.keys(localStorage)) || [];
  return Object.keys(memory)
    .concat(stored.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)))
    .filter((key) => key.startsWith(start));
}

/** Allows or forbids persistent storage; what waits in memory moves there when it is allowed. */
export function allowStorage(allowed: boolean): void {
  mayPersist = allowed;
  if (allowed) Object.keys(memory).forEach(persist);
}

function persist(key: string): void {
  safely(() => {
    localStorage.setItem(prefix + key, memory[key]);
    delete memory[key];
  });
}
