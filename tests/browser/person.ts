import type { Locator, Page } from "playwright-core";

/** What a person does with the page, by the keyboard where Discord has a key for it. */
export interface Person {
  /** Types a command and its options, each as `name: text`; a text that ends in ⏎ takes the first choice. */
  command(name: string, options?: Readonly<Record<string, string>>): Promise<void>;
  /** The newest message with that text. */
  message(text: string): Locator;
  /** Opens the first of what a message lists. */
  openFirst(message: Locator): Promise<void>;
  open(channel: string): Promise<void>;
  be(name: "Member" | "Moderator"): Promise<void>;
}

export function personAt(page: Page): Person {
  return {
    async command(name, options = {}) {
      const line = page.locator("#composer-text");
      await line.focus();
      await page.keyboard.type(`/${name}`);
      await page
        .getByRole("option", { name: `/${name}` })
        .first()
        .waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("group", { name: `Command /${name}` }).waitFor();
      for (const [option, text] of Object.entries(options)) await fill(page, option, text);
      await page.keyboard.press("Enter");
      await line.waitFor();
    },
    message: (text) => page.getByRole("article").filter({ hasText: text }).last(),
    async openFirst(message) {
      const list = message.getByRole("combobox", { name: "Open one of these" });
      const first = list.locator("option:enabled").first();
      // The line that a command was typed into takes the keyboard back once it is sent, which may be just now.
      for (let tries = 0; tries < 5 && !(await first.isVisible()); tries++) {
        await list.press("Enter");
        await first.waitFor({ timeout: 1000 }).catch(() => {});
      }
      await first.click();
    },
    async open(channel) {
      await page.getByRole("navigation").getByRole("button", { name: channel, exact: true }).click();
      await page.getByRole("log", { name: `Messages in ${channel}` }).waitFor();
    },
    async be(name) {
      await page.getByRole("radio", { name }).check();
      await page.locator(".identity .chosen", { hasText: name }).waitFor();
    },
  };
}

/** Brings into view what may be drawn anew just then, which Playwright's own way calls an error. */
export async function show(element: Locator): Promise<void> {
  await element.evaluate("it => it.scrollIntoView({ block: 'center' })");
}

/** Goes to the option by Tab, by its button if it need not be given, and fills it in. */
async function fill(page: Page, option: string, text: string): Promise<void> {
  const add = page.getByRole("button", { name: `+${option}`, exact: true });
  const field = page.getByRole("combobox", { name: option, exact: true });
  if (await add.isVisible()) await add.press("Enter");
  else await field.focus();
  await page.locator(`#field-${option}:focus`).waitFor();
  await page.keyboard.type(text.replace("⏎", ""));
  if (!text.endsWith("⏎")) return;
  await page.locator("#choices").getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
}
