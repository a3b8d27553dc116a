import {
  DiscordAuthorInfo,
  DiscordCode,
  DiscordCommand,
  DiscordEmbed,
  DiscordEmbedField,
  DiscordEmbedFooter,
  DiscordHeader,
  DiscordMention,
  DiscordMessage,
  DiscordMessages,
  DiscordPre,
  DiscordQuote,
  DiscordReply,
  DiscordTime,
  DiscordVerifiedAuthorTag,
} from "@skyra/discord-components-core";
import { type CSSResult, css } from "lit";

// Discord's look, from @skyra/discord-components-core. Its colours are fixed, from before Discord's last change of
// them, and some are too faint for WCAG; the page's own (see style/colours.css) are laid over them here.

/** Puts `styles` after the component's own. Must come before the first of its kind is made. */
function dress(component: { elementStyles: unknown }, styles: CSSResult): void {
  const dressed = component as { elementStyles: CSSResult[] };
  dressed.elementStyles = [...dressed.elementStyles, styles];
}

const font = css`:host { font-family: var(--font); }`;

/** Makes the elements known to the browser, in the page's colours. */
export function registerLook(): void {
  dress(DiscordMessages, css`:host { background: none; border: 0; color: var(--text); font-family: var(--font); }`);
  dress(
    DiscordMessage,
    css`
      :host, :host([light-theme]) { color: var(--text); font-family: var(--font); padding: 2px 16px; background: none; }
      :host(:hover), :host([highlight]:hover) { background: var(--hover); }
      :host([highlight]) { background: var(--ping); }
      .discord-message-content { min-width: 0; padding-top: 0; line-height: 1.375rem; }
      .discord-message-markup { display: block; }
      .discord-message-timestamp, .discord-message-edited, :host([light-theme]) .discord-message-timestamp { color: var(--faint); }
      .discord-author-avatar { margin-top: 2px; }
      .discord-message-body-only-indent { width: 56px; flex: none; }
      @media (max-width: 500px) {
        .discord-author-avatar { margin-right: 10px; min-width: 32px; }
        .discord-author-avatar img { height: 32px; width: 32px; }
        .discord-message-body-only-indent { width: 42px; }
      }
    `,
  );
  dress(DiscordAuthorInfo, css`:host .discord-author-username { color: var(--strong); font-weight: 600; }`);
  dress(
    DiscordVerifiedAuthorTag,
    css`:host .discord-application-tag { background: var(--blurple); border-radius: 4px; }`,
  );
  for (const line of [DiscordCommand, DiscordReply])
    dress(
      line as never,
      css`
        :host, :host([light-theme]) { color: var(--muted); font-family: var(--font); margin: 4px 0 2px 56px; }
        .discord-replied-message-username, :host([light-theme]) .discord-replied-message-username { color: var(--strong); opacity: 1; }
        :host .discord-slash-command-name, :host .discord-slash-command-name:hover {
          background: var(--mention-back);
          color: var(--mention) !important;
        }
        .discord-replied-message-content, :host([light-theme]) .discord-replied-message-content { color: var(--link); }
      `,
    );
  dress(
    DiscordMention,
    css`
      :host, :host([light-theme]) { color: var(--mention); background: var(--mention-back); cursor: inherit; }
      :host(:hover), :host([light-theme]:hover) { color: var(--mention); background: var(--mention-back); }
    `,
  );
  dress(DiscordTime, css`:host { background: var(--time); white-space: normal; }`);
  dress(DiscordHeader, css`:host > * { margin: 8px 0 4px; color: var(--strong); }`);
  dress(
    DiscordQuote,
    css`.discord-quote-divider, :host([light-theme]) .discord-quote-divider { background: var(--line); flex: none; }`,
  );
  const code = css`
    code { background: var(--code) !important; border: 1px solid var(--line); color: var(--text) !important; font-size: 0.875em; }
    :host([multiline]) code { border-color: var(--line); }
  `;
  dress(DiscordCode, code);
  dress(DiscordPre, css`:host pre { width: auto; }`);
  dress(
    DiscordEmbed,
    css`
      :host, :host([light-theme]) { color: var(--text); }
      :host .discord-embed-wrapper, :host([light-theme]) .discord-embed-wrapper { background: var(--raised); border-color: var(--line); }
      :host .discord-embed-title, :host .discord-embed-author, :host .discord-embed-author a { color: var(--strong) !important; }
      :host .discord-embed-title a { color: var(--link); }
      :host .discord-left-border { background-color: var(--grey); }
      :host .discord-embed-wrapper { max-width: min(520px, 100%); }
      :host .discord-embed-wrapper .discord-embed-grid { display: grid; grid-template-columns: minmax(0, 1fr) auto; }
      :host .discord-embed-media { grid-column: 1 / -1; }
      :host .discord-embed-image { display: block; height: auto; max-width: 100%; }
      :host .discord-embed-root { overflow-wrap: anywhere; }
    `,
  );
  dress(DiscordEmbedField, css`:host .discord-field-title { color: var(--strong) !important; }`);
  dress(DiscordEmbedFooter, css`:host, :host([light-theme]) { color: var(--muted); }`);
  for (const component of [DiscordEmbed, DiscordEmbedField, DiscordEmbedFooter]) dress(component, font);
}
