import { describe, expect, test } from "vitest";
import { checkSources, isChartPage, siteOf } from "../../../facts/check/source-rules.ts";

const source = (url: string) => ({ title: "A page, a publisher", url });

describe("a source is refused", () => {
  test.each([
    ["https://wikimili.com/en/Walk_This_Way", "wikimili.com"],
    ["https://www.liquisearch.com/walk", "www.liquisearch.com"],
    ["https://p2k.profilpelajar.com/a", "p2k.profilpelajar.com"],
    ["https://preprod.example.com/a", "preprod.example.com"],
    ["https://staging.allhiphop.com/a", "staging.allhiphop.com"],
    ["https://production--site.netlify.app/a", "production--site.netlify.app"],
  ])("that is a mirror, a shop, a farm or a staging server: %s", (url, host) => {
    expect(checkSources([source(url)])).toEqual([
      `cites ${host}: a mirror, shop, content farm or staging server; cite a page it copied`,
    ]);
  });

  test.each([
    ["https://example.com/a?utm_source=rss", "utm_source"],
    ["https://example.com/a?id=7&fbclid=x", "fbclid"],
    ["https://example.com/a?amp", "amp"],
    ["http://example.blogspot.com/a.html?m=1", "m"],
  ])("with a tail that a page does not need: %s", (url, tail) => {
    expect(checkSources([source(url)])).toEqual([`cut "${tail}" off the address ${url}`]);
  });

  test.each([
    "https://example.com/stages/devon?page=2&m=2",
    "https://www.stagedoor.org/test",
    "https://latimes.com/archives/la-xpm-1985-08-10",
  ])("but not one like it: %s", (url) => {
    expect(checkSources([source(url)])).toEqual([]);
  });
});

test("a site is one, by whatever name of its own a page was reached", () => {
  expect(["https://www.npr.org/a", "https://m.npr.org/b", "https://npr.org/c"].map(siteOf)).toEqual(
    Array(3).fill("npr.org"),
  );
});

test("the page of a chart's week is known", () => {
  expect(isChartPage("https://www.billboard.com/charts/hot-100/1986-09-27/")).toBe(true);
  expect(isChartPage("https://www.officialcharts.com/charts/singles-chart/19860907/7501/")).toBe(true);
  expect(isChartPage("https://www.billboard.com/music/chart-beat/run-dmc-walk-this-way-1986/")).toBe(false);
});
