import type { Source } from "../model/fact.ts";

/** Copies of an encyclopaedia, shops, content farms: they prove nothing that a better page does not. */
const REFUSED_HOSTS = [
  "alchetron.com",
  "amazon.com",
  "amazon.co.uk",
  "dbpedia.org",
  "ebay.com",
  "everybodywiki.com",
  "findagrave.com",
  "growglobal24.com",
  "infogalactic.com",
  "kiddle.co",
  "liquisearch.com",
  "lovablevibes.co",
  "lovablevibes.com",
  "newssummedup.com",
  "profilbaru.com",
  "profilpelajar.com",
  "vinapk.com",
  "walmart.com",
  "wikimili.com",
  "wikiwand.com",
  "wikizero.com",
] as const;

/** Servers on which a site is tried out before it is published. */
const STAGING = /^(?:preprod|staging|stage|dev|test)\d*[.-]|\.(?:vercel|netlify|pages)\.(?:app|dev)$/;

/** Query parameters that tell a site where its reader came from, or that ask for a pared-down page. */
const TAILS = /^(?:utm_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref_src|ref|cmpid|amp|outputType)$/i;

/** What is wrong with the addresses of sources; empty when nothing is. */
export function checkSources(sources: readonly Source[]): string[] {
  return sources.flatMap(({ url }) => {
    const { hostname, searchParams } = new URL(url);
    const host = hostname.replace(/^(?:www|m|en)\./, "");
    const refused = REFUSED_HOSTS.some((it) => host === it || host.endsWith(`.${it}`)) || STAGING.test(hostname);
    const tails = [...searchParams.keys()].filter(
      (it) => TAILS.test(it) || (it === "m" && searchParams.get(it) === "1"),
    );
    return [
      ...(refused ? [`cites ${hostname}: a mirror, shop, content farm or staging server; cite a page it copied`] : []),
      ...tails.map((it) => `cut "${it}" off the address ${url}`),
    ];
  });
}

/** The site of an address: its host, without what sites put before it. */
export function siteOf(url: string): string {
  return new URL(url).hostname.replace(/^(?:www|m|mobile|en|amp)\./, "");
}

/** Whether a page is that of a chart's week, which proves a figure and nothing of a story. */
export function isChartPage(url: string): boolean {
  return /\/charts?\/.*\d{4}-?\d\d-?\d\d|billboard\.com\/charts\//.test(url);
}
