// Writes the patterns of declared crawlers, one a line:  node crawlers.mjs <file>
import { readFile, writeFile } from "node:fs/promises";

const listed = JSON.parse(await readFile("node_modules/crawler-user-agents/crawler-user-agents.json", "utf8"));

// People's apps and phones carry these words too. Those with a replacement count only as it says, the others never.
const ofPeople = {
  "MetaIAB Facebook": null, "GoPay": null, "mail\\.ru": null,
  "WhatsApp": "^WhatsApp", "Viber": "^Viber", "PayPal\\/": "^PayPal\\/", "Notion\\/": "^Notion\\/", "Bluesky\\/": "^Bluesky\\/",
  "Butterfly": "^Butterfly", "Fluid": "^Fluid", "Adventurer": "^Adventurer", "Magellan": "^Magellan", "Charlotte": "^Charlotte",
};

const patterns = listed.map(crawler => crawler.pattern in ofPeople ? ofPeople[crawler.pattern] : crawler.pattern).filter(Boolean);
await writeFile(process.argv[2], patterns.join("\n"));
