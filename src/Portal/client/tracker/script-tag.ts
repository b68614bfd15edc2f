const tag = (document.currentScript || document.querySelector("script[data-site]")) as HTMLScriptElement | null;

/** The data-* attributes of the tracker's own script tag: site, host, consent, dnt, autoPage. */
export const attributes: DOMStringMap = tag ? tag.dataset : {};

export const writeKey = attributes.site;

/** Where events go: the address the script came from, unless data-host names another. */
export const host = attributes.host || (tag ? tag.src.replace(/\/[^/]*$/, "") : "");
