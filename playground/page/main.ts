import { render } from "lit";
import { sweepNotices } from "./actions.ts";
import { registerLook } from "./discord-look.ts";
import { beSomeone } from "./identity.ts";
import { hearPageKeys } from "./page-keys.ts";
import { drawWith, state, update } from "./state.ts";
import { drawApp } from "./view/app.ts";
import { drawAndFollow } from "./view/message-list.ts";
import "./style/page.css";

registerLook();
hearPageKeys();
drawWith(() => {
  document.documentElement.dataset.theme = state.theme;
  drawAndFollow(() => render(drawApp(), document.body));
});
// The clock is shown by the second, and "in 3 minutes" must not stand still.
setInterval(() => {
  sweepNotices();
  update();
}, 1000);
update();
beSomeone();
