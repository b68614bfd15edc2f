// Sends with the unmodified SDK: a track, an identify, a page, then a batch; prints the id of each delivered message.
import { Analytics } from '@segment/analytics-node';

const [host, writeKey, batch] = process.argv.slice(2);
const analytics = new Analytics({ host, writeKey, flushAt: Math.max(3, Number(batch)), flushInterval: 200 });
const failures = [];
analytics.on('error', (error) => failures.push(error));

const delivered = (error, context) => (error ? failures.push(error) : console.log(context.event.messageId));
if (batch === '0') {
  analytics.track({ userId: 'u-1', event: 'Product Viewed', properties: { product_id: 'p-1', price: 12.5 } }, delivered);
  analytics.identify({ userId: 'u-1', traits: { email: 'u1@example.com' } }, delivered);
  analytics.page({ anonymousId: 'v-1', name: 'Home', properties: { url: 'https://shop.example/' } }, delivered);
} else {
  for (let index = 0; index < Number(batch); index++) {
    analytics.track({ anonymousId: `v-${index}`, event: 'Product Added', properties: { sku: `SKU-${index}`, quantity: 1 } }, delivered);
  }
}

await analytics.closeAndFlush({ timeout: 60_000 });
if (failures.length > 0) {
  console.error(failures);
  process.exitCode = 1;
}
