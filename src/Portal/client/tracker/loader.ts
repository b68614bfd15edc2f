// The installation page prints this with the placeholders filled in. It queues calls until the tracker is there.
((host: string, attributes: DOMStringMap) => {
  type Resolve = (value: unknown) => void;
  const shop = window as { intellishop?: object };
  if (shop.intellishop) return;

  const q: [string, unknown[], Resolve][] = [];
  const stub: Record<string, unknown> = { q };
  const none = (name: string) => name === "recommend" ? [] : null;
  let blocked = false;
  "track identify page reset consent variant recommend".split(" ").forEach((name) => {
    stub[name] = (...args: unknown[]) => new Promise((resolve) => {
      if (!blocked) q.push([name, args, resolve]);
      // A shop that waits for a variant is never held up by a tracker that does not come.
      setTimeout(resolve, blocked ? 0 : 3000, none(name));
    });
  });
  shop.intellishop = stub;

  const script = document.createElement("script");
  script.async = true;
  script.src = host + "/t.js";
  Object.assign(script.dataset, attributes);
  script.onerror = () => {
    blocked = true;
    q.forEach(([name, , resolve]) => resolve(none(name)));
  };
  document.head.appendChild(script);
})("__HOST__", { site: "__WRITE_KEY__", consent: "__CONSENT__", dnt: "__DNT__" });
