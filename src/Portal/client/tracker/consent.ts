import { consentRequired, respectsSignals } from "./settings";
import { allowStorage, erase, keys, read, write } from "./storage";

/** "granted", "denied", or choices by category of which analytics decides. */
export type ConsentChoice = "granted" | "denied" | Record<string, boolean | string>;

type Signals = { doNotTrack?: string | null; globalPrivacyControl?: boolean };

/** True: send and store. Undefined: keep in memory until the visitor decides. False: forget. */
export function permission(): boolean | undefined {
  const choice = read("consent");
  const allowed = refusedByBrowser() ? false : choice ? choice !== "denied" : consentRequired() ? undefined : true;
  allowStorage(!!allowed);
  return allowed;
}

export function decide(choice: ConsentChoice): void {
  const analytics = typeof choice === "object" ? choice.analytics : choice;
  if (analytics === true || analytics === "granted") return write("consent", "granted");

  keys().forEach(erase);
  // Without consent nothing is kept, not even the refusal; where tracking is on by default the refusal must last.
  allowStorage(!consentRequired());
  write("consent", "denied");
}

function refusedByBrowser(): boolean | undefined {
  const signals = navigator as Signals;
  return respectsSignals() && (signals.doNotTrack === "1" || signals.globalPrivacyControl);
}
