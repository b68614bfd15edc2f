import { Time } from "./limits";
import { attributes, host, writeKey } from "./script-tag";
import { read, write } from "./storage";

export interface Experiment {
  key: string;
  variants: { key: string; weight: number }[];
}

/** What the portal says about the site, under integrations.IntelliShop of the settings answer. */
export interface Settings {
  consentRequired?: boolean;
  respectDnt?: boolean;
  autoPage?: boolean;
  /** Measure how fast pages load. */
  webVitals?: boolean;
  experiments?: Experiment[];
  /** Address that answers a placement's products; absent while the store has none. */
  recommendations?: string;
}

export let settings: Settings = {};

/** The script tag may be stricter than the portal, never laxer. */
export const consentRequired = () => attributes.consent === "required" || settings.consentRequired;
export const respectsSignals = () => attributes.dnt === "respect" || settings.respectDnt;
export const countsPages = () => attributes.autoPage !== "false" && settings.autoPage !== false;

/** Resolves at once when a former page left the settings behind, otherwise when they arrive or cannot be had. */
export function loadSettings(): Promise<unknown> {
  const cached = read("settings");
  const fresh = fetch(`${host}/v1/projects/${writeKey}/settings`, { credentials: "omit", priority: "low" })
    .then((answer) => answer.json())
    .then((answer) => {
      const received = answer.integrations.IntelliShop || {};
      write("settings", JSON.stringify(received));
      if (!cached) settings = received;
    })
    .catch(() => {});

  if (cached) settings = JSON.parse(cached);
  return cached ? Promise.resolve() : Promise.race([fresh, new Promise((resolve) => setTimeout(resolve, Time.SettingsPatience))]);
}
