import { permission } from "./consent";
import { anonymousId } from "./identity";
import { send } from "./messages";
import { settings } from "./settings";
import { read, write } from "./storage";

const viewed = new Set<string>();

/** The visitor's variant of a running experiment, the same on every page; null when there is no such experiment. */
export function variant(key: string): string | null {
  const experiment = (settings.experiments || []).find((candidate) => candidate.key === key);
  if (!experiment || permission() === false) return null;

  const assigned = read("variant." + key) || draw(experiment.variants, share(anonymousId() + "." + key));
  write("variant." + key, assigned);
  if (!viewed.has(key)) {
    viewed.add(key);
    send("track", { event: "Experiment Viewed", properties: { experiment_id: key, variation_id: assigned } });
  }
  return assigned;
}

function draw(variants: { key: string; weight: number }[], point: number): string {
  let left = point * variants.reduce((sum, candidate) => sum + candidate.weight, 0);
  return (variants.find((candidate) => (left -= candidate.weight) < 0) || variants[0]).key;
}

/** FNV-1a and a round of Murmur's finaliser, from 0 to 1: independent between experiments of similar names. */
function share(text: string): number {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
