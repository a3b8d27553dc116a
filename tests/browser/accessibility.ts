import axe from "axe-core";
import type { Page } from "playwright-core";

/** What WCAG 2.2 asks for at levels A and AA, by axe-core's names. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Pixels. */
const TALL = 4000;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * What axe-core finds wrong with the page as it stands: the rule, then what breaks it; empty when all is well.
 *
 * It passes over what is scrolled out of sight, so the page is made tall enough to show everything.
 */
export async function violationsOf(page: Page): Promise<string[]> {
  const size = page.viewportSize() ?? { width: 1440, height: 1000 };
  await page.setViewportSize({ ...size, height: TALL });
  // The page's own rules let in no script but its own; what the test evaluates is not bound by them.
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: { type: "tag", values: TAGS } });
  const { violations } = (await page.evaluate(`axe.run(document, ${options})`)) as { violations: Violation[] };
  await page.setViewportSize(size);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ failureSummary = "", html }) => `${id}: ${html.slice(0, 160)}\n${failureSummary.slice(0, 300)}`),
  );
}
